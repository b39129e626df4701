import { useState } from 'react';
import { Card } from '../parts/card.js';
import { SelectField } from '../parts/field.js';
import { Loading } from '../parts/states.js';
import type { RecentRunFragment } from './generated.js';
import { TrendChart } from './trend-chart.js';
import { type TrendFigure, trendLines } from './trend-lines.js';

interface TrendProps {
  experimentId: string;
  variantIds: readonly string[];
  /** The newest runs; null until they are known. */
  recent: RecentRunFragment[] | null;
}

/** How well each variant did from run to run. */
export function Trend({ experimentId, variantIds, recent }: TrendProps) {
  const [figure, setFigure] = useState<TrendFigure>('averageScore');
  const lines = recent && trendLines(recent, variantIds);
  return (
    <Card title="Trend">
      <SelectField
        label="Of each completed run"
        className="mb-3 w-48"
        value={figure}
        onChange={(event) => setFigure(event.target.value === 'passRate' ? 'passRate' : 'averageScore')}
      >
        <option value="averageScore">Average score</option>
        <option value="passRate">Pass rate</option>
      </SelectField>
      <div className="min-h-64">
        {lines === null ? (
          <Loading lines={6} />
        ) : lines.some(({ points }) => points.some((point) => point[figure] !== null)) ? (
          <TrendChart experimentId={experimentId} lines={lines} figure={figure} />
        ) : (
          <p className="py-10 text-center text-sm text-muted">
            There is no completed run with {figure === 'passRate' ? 'a pass rate' : 'a score'} yet.
          </p>
        )}
      </div>
    </Card>
  );
}
