import { CircleAlert, CircleCheck } from 'lucide-react';
import { Badge, textTones } from '../parts/badge.js';
import { classes } from '../parts/classes.js';
import { formatDelta } from '../quantities.js';
import { ComparisonLink } from './comparison-link.js';
import { Dumbbell } from './dumbbell.js';
import type { ChangedItemFragment } from './generated.js';
import type { ShownReport } from './shown-report.js';
import { deltaTone } from './signed.js';

/** The columns that the lines of a list and its heading share: the item, the axis, the delta. */
export const lineColumns =
  'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_3.5rem] items-center gap-x-4 px-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_3.5rem]';

/** An item whose score is compared: from which score to which, and the delta. */
export function ItemLine({ shown, changed }: { shown: ShownReport; changed: ChangedItemFragment }) {
  const { item, baselineScore, currentScore, delta, change } = changed;
  const tone = deltaTone(delta);
  return (
    <li>
      <ComparisonLink shown={shown} itemId={item.id} className={classes(lineColumns, 'min-h-8 rounded-md hover:bg-neutral-soft')}>
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 py-1 text-sm">
          <span className="wrap-anywhere text-accent">{item.externalId}</span>
          {change === 'NEWLY_FAILING' ? (
            <Badge tone="bad" icon={<CircleAlert aria-hidden size={13} />}>
              newly failing
            </Badge>
          ) : change === 'NEWLY_WORKING' ? (
            <Badge tone="good" icon={<CircleCheck aria-hidden size={13} />}>
              newly working
            </Badge>
          ) : null}
        </span>
        <Dumbbell baseline={baselineScore} current={currentScore} tone={tone} />
        <span className={classes('text-right text-sm font-medium', textTones[tone])}>{formatDelta(delta)}</span>
      </ComparisonLink>
    </li>
  );
}
