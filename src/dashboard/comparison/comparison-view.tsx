import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { Empty, Failure } from '../parts/states.js';
import { Banner } from './banner.js';
import { ComparisonFilters } from './comparison-filters.js';
import type { ComparisonQuery } from './generated.js';
import { Matrix } from './matrix.js';
import { OpenRow } from './open-row.js';
import { Pairs } from './pairs.js';
import { rowListOf } from './row-list.js';
import { useCursor } from './use-cursor.js';
import { useKeys } from './use-keys.js';
import { useLiveChanges } from './use-live-changes.js';
import { useMatrixRows, useRowCount, type ShownList } from './use-matrix-rows.js';

const route = getRouteApi('/experiments/$experimentId/comparison');

interface ComparisonViewProps {
  experiment: NonNullable<ComparisonQuery['experiment']>;
  /** The runs that were asked for; null: the latest completed one of each variant. */
  asked: string[] | null;
  onHelp: () => void;
}

/** The runs of a comparison side by side. Made anew for other runs. */
export function ComparisonView({ experiment, asked, onHelp }: ComparisonViewProps) {
  const { id: experimentId, comparison } = experiment;
  const search = route.useSearch();
  const { search: text, rows: kind, errored, below, order } = search;
  // An evaluator that the experiment has not cannot be chosen, so its rows cannot be asked for either.
  const evaluator = experiment.evaluators.find(({ id }) => id === search.evaluator)?.id;
  const runIds = comparison.columns.map(({ run }) => run.id).join();
  const list = useMemo<ShownList>(
    () => ({
      experimentId,
      runIds: runIds.split(','),
      ...rowListOf({ search: text, rows: kind, errored, evaluator, below, order }),
    }),
    [experimentId, runIds, text, kind, errored, evaluator, below, order],
  );
  const rows = useMatrixRows(list);
  const { columns, summary, moment } = useLiveChanges(list, rows, comparison, asked);
  const { count: counted, failure: countFailure, countAgain } = useRowCount(list, summary.rows, moment);
  const count = counted ?? summary.rows;
  const { cursor, move, choose, open, pair, isOpen, close, stand } = useCursor({ list, rows, count });

  const matrix = useRef<{ focus(): void }>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) matrix.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);

  useKeys(
    {
      'next row': () => move(1),
      'previous row': () => move(-1),
      'page down': () => move(10),
      'page up': () => move(-10),
      'first row': () => move(-count),
      'last row': () => move(count),
      'next run': isOpen ? undefined : () => choose(1),
      'previous run': isOpen ? undefined : () => choose(-1),
      open: () => open(cursor.row ?? 0),
      'open or close': () => (isOpen ? close() : open(cursor.row ?? 0)),
      help: onHelp,
    },
    { diff: isOpen },
  );

  return (
    <>
      <Banner summary={summary} judgedAlike={comparison.judgedAlike} />
      <Pairs experimentId={experimentId} runs={columns.map(({ run }) => run)} />
      <ComparisonFilters evaluators={experiment.evaluators} count={counted} rows={summary.rows} />
      {rows.failure ? (
        <Failure title="Some rows could not be read" message={rows.failure} onRetry={() => rows.readAgain()} />
      ) : null}
      {countFailure ? <Failure title="The rows could not be counted" message={countFailure} onRetry={countAgain} /> : null}
      <Matrix
        ref={matrix}
        columns={comparison.judgedAlike ? columns : columns.map((column) => ({ ...column, best: false }))}
        rows={rows}
        count={count}
        cursor={cursor}
        onOpen={open}
      />
      {counted === 0 ? <Empty title="No row fits">Change or clear the filters above.</Empty> : null}
      {search.item ? (
        <OpenRow
          list={list}
          itemId={search.item}
          shown={cursor.row === null ? undefined : rows.rowAt(cursor.row)}
          count={counted}
          wanted={{ left: search.left, right: search.right }}
          onPair={pair}
          onPosition={stand}
          onMove={move}
          onClose={close}
        />
      ) : null}
    </>
  );
}
