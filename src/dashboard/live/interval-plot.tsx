import { type Interval, placeOn, type ValueAxis } from './interval-axis.js';

/** A mean as a dot and its interval as a whisker, on the axis of all variants. The numbers stand beside it. */
export function IntervalPlot({ axis, interval: { mean, low, high } }: { axis: ValueAxis; interval: Interval }) {
  const x = (value: number): string => `${placeOn(axis, value)}%`;
  return (
    <svg aria-hidden className="block h-5 w-full min-w-40">
      <line x1="0" x2="100%" y1="10" y2="10" className="stroke-line" />
      {low !== null && high !== null ? (
        <g className="stroke-accent" strokeWidth="2">
          <line x1={x(low)} x2={x(high)} y1="10" y2="10" />
          <line x1={x(low)} x2={x(low)} y1="5" y2="15" />
          <line x1={x(high)} x2={x(high)} y1="5" y2="15" />
        </g>
      ) : null}
      {mean === null ? null : <circle cx={x(mean)} cy="10" r="4" className="fill-accent" />}
    </svg>
  );
}
