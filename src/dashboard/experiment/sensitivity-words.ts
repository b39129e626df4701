import { formatCounted, formatScore } from '../quantities.js';
import type { SensitivityBasis } from './generated.js';

/** What a difference must come to, to be seen, such as `With 40 items, differences from about 0.053 on show.` */
export function sensitivityWords({
  items,
  smallestDifference,
  basis,
}: {
  items: number;
  smallestDifference: number | null;
  basis: SensitivityBasis;
}): string {
  const counted = formatCounted(items, 'item');
  if (smallestDifference === null) return `With ${counted}, no difference can be expected to show.`;
  const rests = basis === 'EARLIER_RUNS' ? 'going by the newest two runs' : 'if one item in four turns';
  return `With ${counted}, differences of the score from about ${formatScore(smallestDifference)} on show (${rests}).`;
}
