import { isActive } from '../active.js';
import { Button } from '../parts/button.js';
import { Steady } from '../parts/steady.js';
import { formatCounted } from '../quantities.js';
import type { ColumnFieldsFragment, ComparisonQuery } from './generated.js';
import { latestRunIds, type ShownWhich } from './runs.js';

interface ShownRunsProps {
  experiment: NonNullable<ComparisonQuery['experiment']>;
  columns: ColumnFieldsFragment[];
  which: ShownWhich;
  /** How it stands with newer runs that are to take the place of those on screen; null: there are none. */
  awaited: 'being read' | 'not read' | null;
  /** Null: the latest completed run of each variant. */
  onShow: (runIds: string[] | null) => void;
}

/** Says which runs are shown, and where others are under way, so in the same place: what is below it stays where it is. */
export function ShownRuns(props: ShownRunsProps) {
  return (
    <p role="status" className="flex min-h-13 flex-wrap content-center items-center gap-x-2 text-sm text-muted sm:min-h-8">
      <Words {...props} />
    </p>
  );
}

function Words({ experiment: { variants }, columns, which, awaited, onShow }: ShownRunsProps) {
  if (awaited === 'being read') return 'Newer runs have completed and are being read …';
  if (awaited === 'not read') return 'The runs that were the latest completed ones before.';
  const shown = new Set(columns.map(({ run }) => run.id));
  const others = variants.filter(({ latestRun }) => latestRun && isActive(latestRun.status) && !shown.has(latestRun.id));
  if (others.length > 0)
    return (
      <>
        <Steady widest={`${formatCounted(variants.length, 'run is', 'runs are')} under way and not shown.`}>
          {formatCounted(others.length, 'run is', 'runs are')} under way and not shown.
        </Steady>
        <Button kind="quiet" onClick={() => onShow(latestRunIds(variants))}>
          Show the latest run of each variant
        </Button>
      </>
    );
  switch (which) {
    case 'chosen':
      return (
        <>
          The runs that were chosen.
          {variants.some(({ latestRun }) => latestRun?.status === 'COMPLETED' && !shown.has(latestRun.id)) ? (
            <Button kind="quiet" onClick={() => onShow(null)}>
              Show the latest completed run of each variant
            </Button>
          ) : null}
        </>
      );
    case 'unfinished':
      return 'The latest run of each variant, as far as it has come.';
    case 'completed':
      return columns.some(({ run }) => isActive(run.status))
        ? 'The latest completed run of each variant, failed items of which are tried again.'
        : 'The latest completed run of each variant.';
  }
}
