import { Link } from '@tanstack/react-router';
import { formatMoment, formatPercent, formatScore } from '../quantities.js';
import { axisOf, beginsPart, placeOf, shiftOf, type TrendFigure, type TrendLine, type TrendPoint } from './trend-lines.js';
import { lookOf, Mark } from './trend-mark.js';

const margin = { left: 52, right: 14, top: 10, bottom: 24 };

interface TrendDrawingProps {
  experimentId: string;
  /** One of them at least has a point. */
  lines: readonly TrendLine[];
  figure: TrendFigure;
  /** In pixels. */
  size: { width: number; height: number };
  /** Called with what a point says when it is pointed at. */
  onTell: (words: string) => void;
}

/** The lines of a trend between their axes. Each point leads to the results of its run. */
export function TrendDrawing({ experimentId, lines, figure, size: { width, height }, onTell }: TrendDrawingProps) {
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
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and not for what is drawn
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
                  onMouseEnter={() => onTell(words(line, point))}
                  onFocus={() => onTell(words(line, point))}
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
  );
}
