import { formatCost, formatDelta, formatDuration, formatPercent, none } from '../quantities.js';
import type { LiveVerdict } from './generated.js';

/** What is measured of a variant: the part of exposures that failed (0 to 1), milliseconds, US dollars, or any number. */
export type MetricKind = 'errors' | 'durationMs' | 'cost' | 'score';

const decimals = new Intl.NumberFormat('en-US', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const digits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

export function formatMetric(kind: MetricKind, value: number | null): string {
  if (value === null) return none;
  switch (kind) {
    case 'errors':
      return formatPercent(100 * value);
    case 'durationMs':
      return formatDuration(value);
    case 'cost':
      return formatCost(String(value));
    case 'score':
      return formatNumber(value).replace('-', '−');
  }
}

/** Three decimals, as most scores are 0 to 1; where that is too many or too few, four digits. */
function formatNumber(value: number): string {
  const size = Math.abs(value);
  return size === 0 || (size >= 0.001 && size < 10) ? decimals.format(value) : digits.format(value);
}

/** With its sign; errors in percentage points. */
export function formatMetricDifference(kind: MetricKind, difference: number): string {
  if (kind === 'errors') return `${formatDelta(100 * difference, 1)} points`;
  const size = formatMetric(kind, Math.abs(difference));
  if (!/[1-9]/.test(size)) return size;
  return `${difference < 0 ? '−' : '+'}${size}`;
}

/** What the comparison with the first variant says, in words. */
export function verdictWords(kind: MetricKind, verdict: LiveVerdict): string {
  switch (verdict) {
    case 'IMPROVED':
      return improved[kind];
    case 'REGRESSED':
      return regressed[kind];
    case 'INCONCLUSIVE':
      return 'Can’t be told yet';
  }
}

const improved: Record<MetricKind, string> = {
  errors: 'Fewer errors',
  durationMs: 'Faster',
  cost: 'Cheaper',
  score: 'Higher',
};

const regressed: Record<MetricKind, string> = {
  errors: 'More errors',
  durationMs: 'Slower',
  cost: 'Dearer',
  score: 'Lower',
};
