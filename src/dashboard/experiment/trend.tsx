import { useState } from 'react';
import { Card } from '../parts/card.js';
import { SelectField } from '../parts/field.js';
import { Loading } from '../parts/states.js';
import type { RecentRunFragment, VariantEntryFragment } from './generated.js';
import { TrendChart } from './trend-chart.js';
import { type TrendFigure, trendLines } from './trend-lines.js';

interface TrendProps {
  experimentId: string;
  variants: readonly VariantEntryFragment[];
  /** The newest runs; null until they are known. */
  recent: RecentRunFragment[] | null;
}

/** How well each variant did from run to run. */
export function Trend({ experimentId, variants, recent }: TrendProps) {
  const [figure, setFigure] = useState<TrendFigure>('averageScore');
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
      <TrendChart
        experimentId={experimentId}
        lines={trendLines(recent ?? [], variants)}
        figure={figure}
        empty={
          recent ? (
            <p className="py-10 text-center text-sm text-muted">
              There is no completed run with {figure === 'passRate' ? 'a pass rate' : 'a score'} yet.
            </p>
          ) : (
            <Loading lines={5} />
          )
        }
      />
    </Card>
  );
}
