const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const money = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  maximumSignificantDigits: 2,
  roundingPriority: 'morePrecision',
});

/** Where nothing is known. */
export const none = '–';

export function formatCount(count: number): string {
  return whole.format(count);
}

export function formatDuration(ms: number | null): string {
  if (ms === null) return none;
  return `${ms < 10 ? oneDecimal.format(ms) : whole.format(ms)} ms`;
}

export function formatTokens(tokens: number | null): string {
  return tokens === null ? none : `${whole.format(tokens)} tok`;
}

/** A score of 0 to 1. */
export function formatScore(score: number | null): string {
  return score === null ? none : score.toFixed(3);
}

/** A share of 0 to 100. */
export function formatPercent(percent: number | null): string {
  return percent === null ? none : `${percent.toFixed(1)} %`;
}

/** US dollars, from a decimal string: cents, or the two digits that say something where there are none. Null is not 0: nobody knows the price. */
export function formatCost(dollars: string | null): string {
  return dollars === null ? 'unknown' : `$${money.format(Number(dollars))}`;
}
