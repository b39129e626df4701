import { formatDelta, none } from '../quantities.js';

/** A difference in a unit, with its sign: `−30 ms`. What is rounded to nothing has none. */
export function formatSigned(difference: number | null, format: (size: number) => string): string {
  if (difference === null) return none;
  const size = format(Math.abs(difference));
  if (size === format(0)) return size;
  return `${difference < 0 ? '−' : '+'}${size}`;
}

export type DeltaTone = 'good' | 'bad' | 'neutral';

/** The tone of a difference of scores, as it is shown: neutral where it is rounded to 0. */
export function deltaTone(delta: number | null): DeltaTone {
  const shown = formatDelta(delta);
  if (shown.startsWith('+')) return 'good';
  return shown.startsWith('−') ? 'bad' : 'neutral';
}
