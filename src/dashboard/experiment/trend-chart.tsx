import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Cell, HeadCell } from '../parts/table.js';
import { UnlikeNotice } from '../parts/unlike-notice.js';
import { formatMoment, formatPercent, formatScore } from '../quantities.js';
import { axisOf, placeOf, shiftOf, type TrendFigure, type TrendLine, type TrendPoint } from './trend-lines.js';
import { LineSample, lookOf, Mark } from './trend-mark.js';
import { useWidth } from './use-width.js';

const height = 200;
const margin = { left: 52, right: 14, top: 10, bottom: 24 };

interface TrendChartProps {
  experimentId: string;
  lines: readonly TrendLine[];
  figure: TrendFigure;
}

/** A line for each variant, from run to run. Each point leads to the results of its run; a table says the same. */
export function TrendChart({ experimentId, lines, figure }: TrendChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const [told, setTold] = useState<string | null>(null);
  const format = figure === 'passRate' ? formatPercent : formatScore;
  const axis = axisOf(
    lines.flatMap(({ points }) => points.flatMap((point) => point[figure] ?? [])),
    figure,
  );
  const longest = Math.max(...lines.map(({ points }) => points.length));
  const inner = { width: Math.max(0, width - margin.left - margin.right), height: height - margin.top - margin.bottom };
  const shift = shiftOf(lines.length, longest, inner.width);
  const room = { width: inner.width - shift * (lines.length - 1), height: inner.height };
  const at = (number: number, value: number, line: number) => {
    const { x, y } = placeOf({ number, value }, { longest, axis }, room);
    return { x: x + line * shift, y };
  };
  const words = (line: TrendLine, point: TrendPoint): string =>
    `${line.name}, run ${point.number}, ${formatMoment(point.createdAt)}: ${format(point[figure])}${
      beginsPart(line, point) ? ', judged otherwise than the run before' : ''
    }`;
  return (
    <>
      <div ref={frame} style={{ height }} className="overflow-hidden">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and not for what is drawn */}
        <svg role="group" aria-label="Trend, a point for each run" width={width} height={height} className="block text-xs">
          <g transform={`translate(${margin.left} ${margin.top})`}>
            {axis.map((mark) => {
              const { y } = at(1, mark, 0);
              return (
                <g key={mark} aria-hidden>
                  <line x1={0} x2={inner.width} y1={y} y2={y} className="stroke-line" />
                  <text x={-8} y={y} textAnchor="end" dominantBaseline="middle" className="fill-muted">
                    {figure === 'passRate' ? `${mark} %` : mark.toFixed(2)}
                  </text>
                </g>
              );
            })}
            <text aria-hidden x={0} y={inner.height + 18} className="fill-muted">
              {longest === 1 ? '' : 'First run'}
            </text>
            <text aria-hidden x={inner.width} y={inner.height + 18} textAnchor="end" className="fill-muted">
              {longest === 1 ? '' : `Run ${longest}`}
            </text>
            {lines.map((line, place) => {
              const look = lookOf(place);
              const known = line.points.flatMap((point) => {
                const value = point[figure];
                return value === null ? [] : [{ point, at: at(point.number, value, place) }];
              });
              return (
                <g key={line.variantId} className={look.colour}>
                  {[...new Set(known.map(({ point }) => point.part))].map((part) => (
                    <polyline
                      key={part}
                      points={known.flatMap(({ point, at: { x, y } }) => (point.part === part ? `${x},${y}` : [])).join(' ')}
                      fill="none"
                      stroke="currentColor"
                      strokeWidth={1.5}
                      strokeDasharray={look.dash}
                    />
                  ))}
                  {known.map(({ point, at: spot }) => (
                    <Link
                      key={point.runId}
                      to="/experiments/$experimentId/comparison"
                      params={{ experimentId }}
                      search={{ runs: point.runId }}
                      preload={false}
                      aria-label={words(line, point)}
                      onMouseEnter={() => setTold(words(line, point))}
                      onFocus={() => setTold(words(line, point))}
                    >
                      <title>{words(line, point)}</title>
                      <circle cx={spot.x} cy={spot.y} r={12} className="fill-transparent" />
                      <Mark look={look} at={spot} />
                    </Link>
                  ))}
                </g>
              );
            })}
          </g>
        </svg>
      </div>
      <p aria-hidden className="min-h-5 text-xs text-muted">
        {told ?? 'Point at a run to read it, or open it to see its results.'}
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {lines.map(({ variantId, name }, place) => (
          <li key={variantId} className="inline-flex items-center gap-1.5">
            <LineSample look={lookOf(place)} />
            {name}
          </li>
        ))}
      </ul>
      {lines.some(({ points }) => points.some(({ part }) => part > 0)) ? (
        <UnlikeNotice className="mt-2">
          A line is interrupted where a run was judged by other evaluators, or over other data, than the one before it.
        </UnlikeNotice>
      ) : null}
      <TrendTable lines={lines} figure={figure} />
    </>
  );
}

/** Whether the line is interrupted before it. */
function beginsPart({ points }: TrendLine, { number, part }: TrendPoint): boolean {
  return points.some((before) => before.number === number - 1 && before.part !== part);
}

/** The same for those who hear it. */
function TrendTable({ lines, figure }: { lines: readonly TrendLine[]; figure: TrendFigure }) {
  const format = figure === 'passRate' ? formatPercent : formatScore;
  return (
    <div className="sr-only">
      <table>
        <caption>Trend</caption>
        <thead>
          <tr>
            <HeadCell>Variant</HeadCell>
            <HeadCell>Run</HeadCell>
            <HeadCell>Started</HeadCell>
            <HeadCell>{figure === 'passRate' ? 'Passed' : 'Score'}</HeadCell>
            <HeadCell>Judged</HeadCell>
          </tr>
        </thead>
        <tbody>
          {lines.flatMap((line) =>
            line.points.map((point) => (
              <tr key={point.runId}>
                <Cell>{line.name}</Cell>
                <Cell>{point.number}</Cell>
                <Cell>{formatMoment(point.createdAt)}</Cell>
                <Cell>{format(point[figure])}</Cell>
                <Cell>{beginsPart(line, point) ? 'otherwise than the run before' : 'alike'}</Cell>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
