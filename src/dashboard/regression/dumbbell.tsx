import { classes } from '../parts/classes.js';
import type { DeltaTone } from './signed.js';

const strokes: Record<DeltaTone, string> = { good: 'stroke-good', bad: 'stroke-bad', neutral: 'stroke-edge' };
const fills: Record<DeltaTone, string> = { good: 'fill-good', bad: 'fill-bad', neutral: 'fill-edge' };
const middle = '50%';

interface DumbbellProps {
  /** Scores, 0 to 1. */
  baseline: number;
  current: number;
  tone: DeltaTone;
}

/** Two scores on an axis from 0 to 1, as wide as its place: the baseline’s dot is hollow, the current one is filled. */
export function Dumbbell({ baseline, current, tone }: DumbbellProps) {
  const [from, to] = [`${100 * baseline}%`, `${100 * current}%`];
  return (
    <svg role="img" className="h-5 w-full overflow-visible">
      <title>{`${baseline.toFixed(2)} → ${current.toFixed(2)}`}</title>
      <line x1="0%" x2="100%" y1={middle} y2={middle} className="stroke-line" />
      {['0%', '50%', '100%'].map((tick) => (
        <line key={tick} x1={tick} x2={tick} y1="30%" y2="70%" className="stroke-line" />
      ))}
      <line x1={from} x2={to} y1={middle} y2={middle} strokeWidth={3} className={strokes[tone]} />
      <circle cx={from} cy={middle} r={4.5} strokeWidth={2} className={classes('fill-surface', strokes[tone])} />
      <circle cx={to} cy={middle} r={5.5} className={fills[tone]} />
    </svg>
  );
}
