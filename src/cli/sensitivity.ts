import type { SensitivityQuery } from '../sdk/client.js';
import { formatCount } from './quantities.js';

type Sensitivity = NonNullable<NonNullable<SensitivityQuery['experiment']>['sensitivity']>;

/** How small a difference the runs to come can be expected to show, in a line. */
export function describeSensitivity({ items, basis, smallestDifference }: Sensitivity): string {
  const count = `${formatCount(items)} ${items === 1 ? 'item' : 'items'}`;
  if (smallestDifference === null) return `${count}: too few to tell a difference from chance.`;
  const by = basis === 'EARLIER_RUNS' ? 'by how the last two runs differed' : 'if one item in four turns out otherwise';
  if (smallestDifference > 1) return `${count}: too few to show even the largest difference (${by}).`;
  return `${count} can show a difference of about ${formatDifference(smallestDifference)} in the mean score (${by}).`;
}

function formatDifference(difference: number): string {
  return difference < 0.001 ? difference.toPrecision(1) : difference.toFixed(3);
}
