import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { useMay } from '../session/session.js';
import { CreateKeyDialog } from './create-key-dialog.js';
import { ApiKeysDocument } from './generated.js';
import { KeyList } from './key-list.js';
import { WithoutCache } from './without-cache.js';

/** The keys that open the organization, and those that did. */
export function ApiKeys() {
  const [query, readAgain] = useQuery({ query: ApiKeysDocument });
  const readNow = () => readAgain({ requestPolicy: 'network-only' });
  const mayAdminister = useMay('administer');
  const [creating, setCreating] = useState(false);
  return (
    <Card
      title="API keys"
      actions={
        mayAdminister ? (
          <Button kind="primary" icon={<Plus aria-hidden size={16} />} onClick={() => setCreating(true)}>
            Create a key
          </Button>
        ) : null
      }
    >
      <p className="mb-4 max-w-prose text-sm text-muted">
        A key signs in here, and opens the API as <code className="font-mono text-ink">Authorization: Bearer …</code>. Make one
        for each person and program, so that it can be revoked for that one.
      </p>
      <Loaded query={query} onRetry={readNow}>
        {({ apiKeys, viewer }) => <KeyList keys={apiKeys} ownId={viewer?.apiKey.id ?? null} />}
      </Loaded>
      {creating ? (
        <WithoutCache>
          <CreateKeyDialog onClose={() => setCreating(false)} onCreated={readNow} />
        </WithoutCache>
      ) : null}
    </Card>
  );
}
