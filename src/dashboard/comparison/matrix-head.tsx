import type { ReactNode } from 'react';
import { isActive } from '../active.js';
import { classes } from '../parts/classes.js';
import { Progress } from '../parts/progress.js';
import { StatusBadge } from '../parts/status.js';
import { Steady } from '../parts/steady.js';
import {
  formatCost,
  formatCount,
  formatCounted,
  formatDuration,
  formatMoment,
  formatPercent,
  formatScore,
  formatTokens,
} from '../quantities.js';
import { Figure } from './figure.js';
import type { ColumnFieldsFragment, ColumnRunFragment } from './generated.js';
import { columnsOf, type MatrixSize } from './matrix-size.js';
import { namesakes } from './runs.js';
import { type Prize, prizesThatTell, withPassesMost } from './winners.js';

interface MatrixHeadProps {
  columns: ColumnFieldsFragment[];
  size: MatrixSize;
  /** The chosen run. */
  column: number | null;
}

/** What the columns are, and what each run came to over all items. It stays in sight while the rows scroll. */
export function MatrixHead({ columns, size, column }: MatrixHeadProps) {
  const dated = namesakes(columns.map(({ run }) => run));
  const entrants = withPassesMost(columns);
  const telling = prizesThatTell(entrants);
  const grid = columnsOf(columns.length);
  return (
    <thead className="sticky top-0 z-3 block border-b-2 border-edge text-sm">
      <tr aria-rowindex={1} className="grid" style={{ ...grid, height: size.title }}>
        <HeadCell corner>Item</HeadCell>
        {columns.map(({ run }, place) => (
          <HeadCell key={run.id} column={place + 2}>
            <span
              className={classes('truncate', column === place && 'underline decoration-accent decoration-2 underline-offset-4')}
              title={run.variant.name}
            >
              {run.variant.name}
            </span>
            <RunState run={run} dated={dated.has(run.id)} />
          </HeadCell>
        ))}
      </tr>
      <tr aria-rowindex={2} className="grid" style={{ ...grid, height: size.totals }}>
        <th
          scope="row"
          aria-colindex={1}
          className="sticky left-0 z-1 flex flex-col justify-center bg-sunken px-1.5 text-left text-xs font-medium md:px-2 md:text-sm"
        >
          All items
          <span className="text-xs font-normal text-muted">Averages, total cost, pass rate</span>
        </th>
        {entrants.map((totals, place) => (
          <Aggregate key={totals.run.id} column={place + 2} totals={totals} telling={telling} />
        ))}
      </tr>
    </thead>
  );
}

interface HeadCellProps {
  corner?: boolean;
  column?: number;
  children: ReactNode;
}

function HeadCell({ corner, column = 1, children }: HeadCellProps) {
  return (
    <th
      scope="col"
      aria-colindex={column}
      className={classes(
        'flex min-w-0 flex-col justify-center gap-0.5 border-b border-line bg-surface px-1.5 text-left md:px-2 font-medium',
        corner ? 'sticky left-0 z-1' : 'border-l',
      )}
    >
      {children}
    </th>
  );
}

/** How a run stands, and how far it has come: in a place of its own, so that nothing moves when it ends. */
function RunState({ run, dated }: { run: ColumnRunFragment; dated: boolean }) {
  const { status, itemsCompleted, itemsFailed, itemsTotal } = run;
  const done = itemsCompleted + itemsFailed;
  return (
    <>
      <div className="flex h-13 flex-col items-start gap-1 md:h-6 md:flex-row md:items-center md:gap-2">
        <span className="shrink-0 *:whitespace-normal md:min-w-22">
          <StatusBadge status={status} />
        </span>
        {isActive(status) ? (
          <>
            <Progress label={`Results of ${run.variant.name}`} value={done} of={itemsTotal} failed={itemsFailed} />
            <Steady
              widest={`${formatCount(itemsTotal)} / ${formatCount(itemsTotal)}`}
              className="text-xs font-normal text-muted md:text-right"
            >
              {formatCount(done)} / {formatCount(itemsTotal)}
            </Steady>
          </>
        ) : null}
      </div>
      <span className="h-4 truncate text-xs font-normal text-muted">
        {dated ? `Run of ${formatMoment(run.createdAt)}` : null}
        {itemsFailed > 0 ? `${dated ? ', ' : ''}${formatCounted(itemsFailed, 'error')}` : null}
      </span>
    </>
  );
}

interface AggregateProps {
  column: number;
  totals: ColumnFieldsFragment & { passesMost: boolean };
  telling: Set<Prize>;
}

function Aggregate({ column, totals, telling }: AggregateProps) {
  const prize = (name: Prize): Prize | null => (totals[name] && telling.has(name) ? name : null);
  return (
    <td
      aria-colindex={column}
      className="grid content-center gap-x-2 border-l border-line bg-sunken px-1.5 text-xs leading-4.5 md:grid-cols-2 md:px-2 md:pl-7 md:text-[0.8125rem] md:leading-5"
    >
      <Figure prize={prize('fastest')}>{formatDuration(totals.averageDurationMs)}</Figure>
      <Figure prize={prize('fewestTokens')}>{formatTokens(totals.averageTokens)}</Figure>
      <Figure prize={prize('cheapest')}>{formatCost(totals.totalCost)}</Figure>
      <Figure prize={prize('best')} label="score">
        {formatScore(totals.averageScore)}
      </Figure>
      <span className="grid md:col-span-2">
        <Figure prize={prize('passesMost')} label="passed" labelOnWide>
          {formatPercent(totals.passRate)}
        </Figure>
      </span>
    </td>
  );
}
