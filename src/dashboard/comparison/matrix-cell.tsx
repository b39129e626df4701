import { classes } from '../parts/classes.js';
import { formatCost, formatDuration, formatScore, formatTokens } from '../quantities.js';
import { Figure } from './figure.js';
import type { MatrixCellFragment } from './generated.js';
import { Mark } from './marks.js';
import type { Prize } from './winners.js';

interface MatrixCellProps {
  id: string;
  cell: MatrixCellFragment;
  /** 1 for the column of the items. */
  column: number;
  /** The prizes that say something in this row. */
  telling: Set<Prize>;
  chosen: boolean;
}

/** What one run has for an item: in figures alone, the outputs are read side by side. */
export function MatrixCell({ id, cell, column, telling, chosen }: MatrixCellProps) {
  const prize = (name: Prize & keyof MatrixCellFragment): Prize | null => (cell[name] && telling.has(name) ? name : null);
  return (
    <td
      id={id}
      aria-colindex={column}
      className={classes(
        'flex items-center gap-1 scroll-ml-(--items) border-l border-line px-2',
        cell.outlier && 'bg-warn-soft',
        chosen && 'outline-2 -outline-offset-4 outline-accent',
      )}
    >
      {cell.state === 'MISSING' ? (
        <span className="grow text-center text-xs text-muted">
          <Mark shape="missing" /> No result
        </span>
      ) : (
        <>
          <Signs cell={cell} />
          <span className="grid min-w-0 grow grid-cols-2 gap-x-2 text-[0.8125rem] leading-5">
            <Figure prize={prize('fastest')}>{formatDuration(cell.durationMs)}</Figure>
            <Figure prize={prize('fewestTokens')}>{formatTokens(cell.totalTokens)}</Figure>
            <Figure prize={prize('cheapest')}>{formatCost(cell.cost)}</Figure>
            {cell.score === null ? null : (
              <Figure prize={null} label="score">
                {formatScore(cell.score)}
              </Figure>
            )}
          </span>
        </>
      )}
    </td>
  );
}

/** What is the matter with a cell: at its start, below each other, in a place that is always there. */
function Signs({ cell: { state, outlier } }: { cell: MatrixCellFragment }) {
  return (
    <span className="grid w-4 shrink-0 gap-1">
      {outlier ? (
        <span title="Differs" className="text-warn">
          <Mark shape="differs" says="differs," />
        </span>
      ) : null}
      {state === 'ERROR' ? (
        <span title="Error" className="text-bad">
          <Mark shape="error" says="error," />
        </span>
      ) : null}
      {state === 'UNSTABLE' ? (
        <span title="Unstable: its trials have no answer in common" className="text-warn">
          <Mark shape="unstable" says="unstable," />
        </span>
      ) : null}
    </span>
  );
}
