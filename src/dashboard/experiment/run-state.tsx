import { TriangleAlert } from 'lucide-react';
import { Badge } from '../parts/badge.js';
import { Progress } from '../parts/progress.js';
import { StatusBadge } from '../parts/status.js';
import { Steady } from '../parts/steady.js';
import { formatCount, formatCounted } from '../quantities.js';
import type { RunEntryFragment } from './generated.js';

/** How a run stands, how many errors it completed with, and where it could not run at all, why. */
export function RunState({ run: { status, error, itemsFailed } }: { run: RunEntryFragment }) {
  return (
    <>
      <span className="inline-flex flex-wrap gap-1">
        <StatusBadge status={status} />
        {status === 'COMPLETED' && itemsFailed > 0 ? (
          <Badge tone="warn" icon={<TriangleAlert aria-hidden size={13} />}>
            {formatCounted(itemsFailed, 'error')}
          </Badge>
        ) : null}
      </span>
      {error ? <p className="mt-1 max-w-64 text-xs break-words text-bad">{error.message}</p> : null}
    </>
  );
}

/** How far a run has come: a bar and the same in figures, errors below, that take as much room before it begins as at its end. */
export function ItemsDone({ run }: { run: RunEntryFragment }) {
  const { itemsCompleted, itemsFailed, itemsTotal, trials, variant } = run;
  const done = (count: number): string => `${formatCount(count)} of ${formatCounted(itemsTotal, trials > 1 ? 'result' : 'item')}`;
  return (
    <div className="grid min-w-32 gap-1">
      <Progress label={`Progress of ${variant.name}`} value={itemsCompleted + itemsFailed} of={itemsTotal} failed={itemsFailed} />
      <p className="grid min-h-8 content-start text-xs whitespace-nowrap">
        <Steady widest={done(itemsTotal)}>{itemsTotal === 0 ? 'Not begun' : done(itemsCompleted)}</Steady>
        {itemsFailed > 0 ? <span className="text-bad">{formatCounted(itemsFailed, 'error')}</span> : null}
      </p>
    </div>
  );
}
