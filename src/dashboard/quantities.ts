/** Where nothing is known. */
export const none = '–';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

type Known<T> = T | null | undefined;

export function formatCount(count: number): string {
  return whole.format(count);
}

/** `1 item`, `1,319 items`. */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${whole.format(count)} ${count === 1 ? singular : plural}`;
}

/** Milliseconds, from a minute on as minutes and seconds. */
export function formatDuration(ms: Known<number>): string {
  if (ms === null || ms === undefined) return none;
  if (ms >= 60_000) return `${Math.floor(Math.round(ms / 1000) / 60)} min ${Math.round(ms / 1000) % 60} s`;
  if (ms >= 10_000) return `${oneDecimal.format(ms / 1000)} s`;
  return `${ms < 10 ? oneDecimal.format(ms) : whole.format(ms)} ms`;
}

export function formatTokens(tokens: Known<number>): string {
  return tokens === null || tokens === undefined ? none : `${whole.format(tokens)} tok`;
}

/** A score of 0 to 1. */
export function formatScore(score: Known<number>): string {
  return score === null || score === undefined ? none : score.toFixed(3);
}

/** A share of 0 to 100. */
export function formatPercent(percent: Known<number>): string {
  return percent === null || percent === undefined ? none : `${percent.toFixed(1)} %`;
}

/**
 * US dollars, from a decimal string: cents, and below a dollar the first three digits that say something, so that the cheapest of
 * similar prices can be told. Null is not 0: nobody knows the price.
 */
export function formatCost(dollars: Known<string>): string {
  if (dollars === null || dollars === undefined) return 'unknown';
  const amount = Math.abs(Number(dollars));
  const sign = Number(dollars) < 0 ? '−' : '';
  if (amount === 0 || amount >= 1) return `${sign}$${cents.format(amount)}`;
  const decimals = Math.min(20, 2 - Math.floor(Math.log10(amount)));
  return `${sign}$${amount.toFixed(decimals).replace(/(?<=\.\d\d\d*?)0+$/, '')}`;
}

/** A difference with its sign, a minus as long as a plus: `+0.085`, `−0.500`, `0.000`. */
export function formatDelta(delta: Known<number>, digits = 3): string {
  if (delta === null || delta === undefined) return none;
  const size = Math.abs(delta).toFixed(digits);
  if (Number(size) === 0) return size;
  return `${delta < 0 ? '−' : '+'}${size}`;
}

/** A p-value: three digits, and never 0. */
export function formatPValue(p: Known<number>): string {
  if (p === null || p === undefined) return none;
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** A moment, from its ISO 8601 text: day and minute in the browser’s time zone. */
export function formatMoment(moment: Known<string>): string {
  return moment ? date.format(new Date(moment)) : none;
}

/** Bytes, in units of 1,000. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${oneDecimal.format(bytes / 1000)} kB` : `${oneDecimal.format(bytes / 1_000_000)} MB`;
}
