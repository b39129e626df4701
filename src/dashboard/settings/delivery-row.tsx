import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../parts/button.js';
import { JsonBlock } from '../parts/json-block.js';
import { Moment } from '../parts/moment.js';
import { Cell } from '../parts/table.js';
import { formatDuration, none } from '../quantities.js';
import { DeliveryOutcome } from './delivery-outcome.js';
import type { DeliveryEntryFragment, DeliveryPurpose } from './generated.js';

const purposeLabels: Record<DeliveryPurpose, string> = {
  TEST: 'Item',
  EVALUATION: 'Judgement of item',
  PING: 'Ping',
};

/** One request, and below it what was answered, where that is wanted. */
export function DeliveryRow({ delivery }: { delivery: DeliveryEntryFragment }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { createdAt, attempt, durationMs, error, responseHead } = delivery;
  return (
    <>
      <tr>
        <Cell>
          <Moment at={createdAt} />
        </Cell>
        <Cell className="min-w-40">
          <Purpose of={delivery} />
        </Cell>
        <Cell figure>{attempt}</Cell>
        <Cell>
          <DeliveryOutcome delivery={delivery} />
        </Cell>
        <Cell figure>{formatDuration(durationMs)}</Cell>
        <Cell className="min-w-56 break-words">{error ? error.message : none}</Cell>
        <Cell className="h-12 text-right">
          {responseHead ? (
            <Button
              kind="quiet"
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              icon={open ? <ChevronDown aria-hidden size={16} /> : <ChevronRight aria-hidden size={16} />}
              onClick={() => setOpen(!open)}
            >
              Response
            </Button>
          ) : null}
        </Cell>
      </tr>
      {open && responseHead ? (
        <tr id={id}>
          <td colSpan={7} className="border-b border-line px-2 py-2">
            <JsonBlock label="The first 1,000 characters of the answer" value={responseHead} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** What a request was for; where its result is there, the row of the comparison that shows it. */
function Purpose({ of: { purpose, result } }: { of: DeliveryEntryFragment }) {
  if (!result) return purposeLabels[purpose];
  const { item, run } = result;
  return (
    <>
      {purposeLabels[purpose]}{' '}
      <Link
        to="/experiments/$experimentId/comparison"
        params={{ experimentId: run.experiment.id }}
        search={{ runs: run.id, item: item.id }}
        className="text-accent hover:underline"
      >
        {item.externalId}
      </Link>
    </>
  );
}
