import { formatCounted, formatScore } from '../quantities.js';
import type { SensitivityBasis } from './generated.js';

const restsOn: Record<SensitivityBasis, string> = {
  EARLIER_RUNS: 'going by how much the scores of the items differ between the newest two runs',
  DEFAULT: 'if one item in four passes in one run and not in the other; two completed runs that differ will tell better',
};

/** What a difference must come to, to be seen, and what that rests on. */
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
  return `The smallest difference of the score that ${counted} can be expected to show: about ${formatScore(smallestDifference)}, ${restsOn[basis]}.`;
}

/** About the longest that it may say. */
export const longestSensitivityWords = sensitivityWords({ items: 100_000, smallestDifference: 1, basis: 'DEFAULT' });
