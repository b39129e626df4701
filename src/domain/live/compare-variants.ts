import { type AlwaysValid, alwaysValid } from '../statistics/always-valid.js';
import { holm } from '../statistics/holm.js';
import type { Moments } from '../statistics/moments.js';

/** Whether a variant is better than the first, as far as that is certain however often one looks. */
export type LiveVerdict = 'IMPROVED' | 'REGRESSED' | 'INCONCLUSIVE';

/** A variant beside the first one of its live experiment, by one metric and in its unit. */
export interface LiveComparison extends AlwaysValid {
  /** The p-value, adjusted for there being several variants (Holm). */
  adjustedPValue: number;
  verdict: LiveVerdict;
}

const significant = 0.05;

/**
 * Compares all variants but the first with the first, by one metric. The verdict is by the adjusted p-value: with at most 5 % it calls
 * any of several variants better or worse that are no different, at any look. Those that cannot be compared yet count among the
 * several: were they left out, their first look would take back what was said of the others.
 *
 * @param better whether more of it is better, or less.
 * @returns for each variant in its place; null for the first, and where there is too little to compare.
 */
export function compareWithFirst(variants: readonly Moments[], better: 'more' | 'less'): (LiveComparison | null)[] {
  const [first, ...others] = variants;
  if (!first) return [];
  const compared = others.map((other) => alwaysValid(first, other));
  const adjusted = holm(compared.map((comparison) => comparison?.pValue ?? 1));
  return [
    null,
    ...compared.map((comparison, place): LiveComparison | null => {
      const adjustedPValue = adjusted[place] ?? null;
      if (comparison === null || adjustedPValue === null) return null;
      return { ...comparison, adjustedPValue, verdict: verdictOf(comparison.difference, adjustedPValue, better) };
    }),
  ];
}

function verdictOf(difference: number, adjustedPValue: number, better: 'more' | 'less'): LiveVerdict {
  if (adjustedPValue >= significant) return 'INCONCLUSIVE';
  return difference > 0 === (better === 'more') ? 'IMPROVED' : 'REGRESSED';
}
