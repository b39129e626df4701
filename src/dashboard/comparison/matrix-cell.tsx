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
        'relative flex items-center gap-1 scroll-ml-(--items) border-l border-line px-1.5 md:px-2',
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
          <span className="grid min-w-0 grow gap-x-2 text-xs leading-4.5 md:grid-cols-2 md:text-[0.8125rem] md:leading-5">
            {cell.error ? <CellError error={cell.error} /> : null}
            <Figure prize={prize('fastest')}>{formatDuration(cell.durationMs)}</Figure>
            {cell.error ? null : <Figure prize={prize('fewestTokens')}>{formatTokens(cell.totalTokens)}</Figure>}
            {cell.error && cell.score !== null ? null : <Figure prize={prize('cheapest')}>{formatCost(cell.cost)}</Figure>}
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

/** Which error it was, as far as there is room. */
function CellError({ error: { type, message } }: { error: NonNullable<MatrixCellFragment['error']> }) {
  return (
    <span className="line-clamp-2 wrap-anywhere text-bad md:col-span-2 md:block md:truncate" title={`${type}: ${message}`}>
      <span className="font-medium">{type}:</span> {message}
    </span>
  );
}

/** What is the matter with a cell: at its start, below each other, in a place that is always there; on a narrow screen beside the shortest figures. */
function Signs({ cell: { state, outlier } }: { cell: MatrixCellFragment }) {
  return (
    <span className="absolute bottom-1 left-1.5 grid w-4 shrink-0 grid-rows-[1.125rem_1.125rem] md:static md:grid-rows-[1.25rem_1.25rem]">
      {outlier ? (
        <span title="Differs" className="text-warn">
          <Mark shape="differs" says="differs," />
        </span>
      ) : null}
      {state === 'ERROR' ? (
        <span title="Error" className="row-start-2 text-bad">
          <Mark shape="error" says="error," />
        </span>
      ) : null}
      {state === 'UNSTABLE' ? (
        <span title="Unstable: its trials have no answer in common" className="row-start-2 text-warn">
          <Mark shape="unstable" says="unstable," />
        </span>
      ) : null}
    </span>
  );
}
