import { type ReactNode, useState } from 'react';
import { Cell, HeadCell } from '../parts/table.js';
import { UnlikeNotice } from '../parts/unlike-notice.js';
import { formatMoment, formatPercent, formatScore } from '../quantities.js';
import { TrendDrawing } from './trend-drawing.js';
import { beginsPart, type TrendFigure, type TrendLine } from './trend-lines.js';
import { LineSample, lookOf } from './trend-mark.js';
import { useWidth } from './use-width.js';

const height = 200;

interface TrendChartProps {
  experimentId: string;
  lines: readonly TrendLine[];
  figure: TrendFigure;
  /** What stands in the place of the lines while none has a point. */
  empty: ReactNode;
}

/** A line for each variant, from run to run; a table says the same. It is as large before there is a point. */
export function TrendChart({ experimentId, lines, figure, empty }: TrendChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const [told, setTold] = useState<string | null>(null);
  const isEmpty = lines.every(({ points }) => points.every((point) => point[figure] === null));
  return (
    <>
      <div ref={frame} style={{ height }} className="overflow-hidden">
        {isEmpty ? (
          empty
        ) : (
          <TrendDrawing experimentId={experimentId} lines={lines} figure={figure} size={{ width, height }} onTell={setTold} />
        )}
      </div>
      <p aria-hidden className="min-h-8 text-xs text-muted">
        {isEmpty ? null : (told ?? 'Point at a run to read it, or open it to see its results.')}
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
          A line is interrupted where a run was judged by other evaluators, or over other data or another number of items, than
          the one before it.
        </UnlikeNotice>
      ) : null}
      <TrendTable lines={lines} figure={figure} />
    </>
  );
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
