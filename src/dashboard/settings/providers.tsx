import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { useMay } from '../session/session.js';
import { DefaultProvider } from './default-provider.js';
import { ProvidersDocument } from './generated.js';
import { ProviderDialog } from './provider-dialog.js';
import { ProviderList } from './provider-list.js';
import { WithoutCache } from './without-cache.js';

/** The services that answer model calls, and the one that is meant where none is named. */
export function Providers() {
  const [query, readAgain] = useQuery({ query: ProvidersDocument });
  const readNow = () => readAgain({ requestPolicy: 'network-only' });
  const mayAdminister = useMay('administer');
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title="Model providers"
      actions={
        mayAdminister ? (
          <Button kind="primary" icon={<Plus aria-hidden size={16} />} onClick={() => setAdding(true)}>
            Add a provider
          </Button>
        ) : null
      }
    >
      <p className="mb-4 max-w-prose text-sm text-muted">
        A variant names its model as <code className="font-mono text-ink">provider:model</code>. Keys are encrypted when they are
        stored, and never shown.
      </p>
      <Loaded query={query} onRetry={readNow} lines={6}>
        {({ modelProviders, viewer }) => (
          <div className="grid gap-5">
            <DefaultProvider providers={modelProviders} chosen={viewer?.organization.defaultProvider ?? null} />
            <ProviderList providers={modelProviders} onChanged={readNow} />
          </div>
        )}
      </Loaded>
      {adding ? (
        <WithoutCache>
          <ProviderDialog provider={null} onClose={() => setAdding(false)} onSaved={readNow} />
        </WithoutCache>
      ) : null}
    </Card>
  );
}
