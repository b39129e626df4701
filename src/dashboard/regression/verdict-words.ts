import { formatCount } from '../quantities.js';
import type { StatisticsFragment } from './generated.js';

type Judged = Pick<StatisticsFragment, 'verdict' | 'itemsNeeded' | 'confidenceLow'>;

/** What the statistics of a report allow to say, in a sentence. */
export function verdictWords({ verdict, itemsNeeded, confidenceLow }: Judged, threshold: number): string {
  switch (verdict) {
    case 'IMPROVED':
      return 'Better: the interval lies above 0';
    case 'REGRESSED':
      return 'Worse: the interval lies below 0';
    case 'NO_DIFFERENCE':
      return `No difference: the interval lies within ±${threshold}`;
    case 'INCONCLUSIVE':
      if (itemsNeeded !== null) return `Nothing can be said yet: about ${more(itemsNeeded)} would decide`;
      if (confidenceLow === null) return 'Nothing can be said: there are too few items for an interval';
      return `Nothing can be said yet: the interval holds 0 and reaches beyond ±${threshold}`;
  }
}

function more(items: number): string {
  return `${formatCount(items)} more ${items === 1 ? 'item' : 'items'}`;
}
