import { Send } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { JsonBlock } from '../parts/json-block.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { formatDuration } from '../quantities.js';
import { useMay } from '../session/session.js';
import { DeliveryOutcome } from './delivery-outcome.js';
import { type DeliveryEntryFragment, type EndpointSettingsFragment, TestPingDocument } from './generated.js';

interface TestPingProps {
  endpoint: EndpointSettingsFragment;
  /** A ping is in the delivery log. */
  onSent: () => void;
}

/** Tries whether an endpoint is reached, takes the signature, and answers. */
export function TestPing({ endpoint: { id }, onSent }: TestPingProps) {
  const mayEdit = useMay('edit');
  const { run, busy, problem } = useCommand(TestPingDocument);
  const [delivery, setDelivery] = useState<DeliveryEntryFragment | null>(null);
  const send = async () => {
    const sent = await run({ endpointId: id });
    setDelivery(sent);
    if (sent) onSent();
  };
  return (
    <Card
      title="Test ping"
      actions={
        mayEdit ? (
          <Button icon={<Send aria-hidden size={16} />} busy={busy} onClick={() => void send()}>
            Send a ping
          </Button>
        ) : null
      }
    >
      <p className="text-sm text-muted">
        {mayEdit ? 'One request, at once and without repeats. Any 2xx answers it.' : 'An editor can send one.'}
      </p>
      <ProblemNotice problem={problem} />
      <div role="status" className="mt-2 grid min-h-8 gap-2 text-sm">
        {busy ? <p className="text-muted">Waiting for the answer, for 30 seconds at most …</p> : null}
        {delivery && !busy ? (
          <>
            <p className="flex flex-wrap items-center gap-2">
              <DeliveryOutcome delivery={delivery} />
              <span>after {formatDuration(delivery.durationMs)}</span>
            </p>
            {delivery.error ? <p className="break-words">{delivery.error.message}</p> : null}
            {delivery.responseHead ? <JsonBlock label="What it answered" value={delivery.responseHead} /> : null}
          </>
        ) : null}
      </div>
    </Card>
  );
}
