import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { useMay } from '../session/session.js';
import { EndpointDialog } from './endpoint-dialog.js';
import { EndpointList } from './endpoint-list.js';
import { EndpointsDocument } from './generated.js';
import { WithoutCache } from './without-cache.js';

/** The organization’s own HTTP services: the apps that are tested, variants of its own, and judges. */
export function Endpoints() {
  const [query, readAgain] = useQuery({ query: EndpointsDocument });
  const mayAdminister = useMay('administer');
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title="Endpoints"
      actions={
        mayAdminister ? (
          <Button kind="primary" icon={<Plus aria-hidden size={16} />} onClick={() => setAdding(true)}>
            Add an endpoint
          </Button>
        ) : null
      }
    >
      <p className="mb-4 max-w-prose text-sm text-muted">
        HTTP services of your own: the app that an experiment tests, a variant that you run yourself, or a judge.
      </p>
      <Loaded query={query} onRetry={readAgain}>
        {({ endpoints }) => <EndpointList endpoints={endpoints} />}
      </Loaded>
      {adding ? (
        <WithoutCache>
          <EndpointDialog
            endpoint={null}
            onClose={() => setAdding(false)}
            onSaved={(endpointId) => void navigate({ to: '/settings/endpoints/$endpointId', params: { endpointId } })}
          />
        </WithoutCache>
      ) : null}
    </Card>
  );
}
