import { isActive } from '../active.js';
import { Button } from '../parts/button.js';
import { formatCounted } from '../quantities.js';
import type { ColumnFieldsFragment, ComparisonQuery } from './generated.js';
import { latestRunIds } from './runs.js';
import { Steady } from './steady.js';

interface ShownRunsProps {
  experiment: NonNullable<ComparisonQuery['experiment']>;
  columns: ColumnFieldsFragment[];
  /** The runs that were asked for; null: the latest completed one of each variant. */
  asked: string[] | null;
  /** Whether newer runs are being read. */
  awaited: boolean;
  onShow: (runIds: string[]) => void;
}

/** Says which runs are shown, and where others are under way, so in the same place: what is below it stays where it is. */
export function ShownRuns({ experiment: { variants }, columns, asked, awaited, onShow }: ShownRunsProps) {
  const shown = new Set(columns.map(({ run }) => run.id));
  const others = variants.filter(({ latestRun }) => latestRun && isActive(latestRun.status) && !shown.has(latestRun.id));
  return (
    <p role="status" className="flex min-h-13 flex-wrap content-center items-center gap-x-2 text-sm text-muted sm:min-h-8">
      {awaited ? (
        'Newer runs have completed and are being read …'
      ) : others.length > 0 ? (
        <>
          <Steady widest={`${formatCounted(variants.length, 'run is', 'runs are')} under way and not shown.`}>
            {formatCounted(others.length, 'run is', 'runs are')} under way and not shown.
          </Steady>
          <Button kind="quiet" onClick={() => onShow(latestRunIds(variants))}>
            Show the latest run of each variant
          </Button>
        </>
      ) : asked === null ? (
        'The latest completed run of each variant.'
      ) : (
        'The runs that were chosen.'
      )}
    </p>
  );
}
