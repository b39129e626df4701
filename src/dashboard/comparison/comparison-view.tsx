import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { Empty, Failure } from '../parts/states.js';
import type { Standing } from './arrival.js';
import { Banner } from './banner.js';
import { ComparisonFilters } from './comparison-filters.js';
import type { ComparisonQuery } from './generated.js';
import { Matrix } from './matrix.js';
import { OpenRow } from './open-row.js';
import { Pairs } from './pairs.js';
import { rowListOf } from './row-list.js';
import type { ShownWhich } from './runs.js';
import { ShownRuns } from './shown-runs.js';
import { useCursor } from './use-cursor.js';
import { useKeys } from './use-keys.js';
import { useLiveChanges } from './use-live-changes.js';
import { useMatrixRows, useRowCount, type ShownList } from './use-matrix-rows.js';
import { useSuccession } from './use-succession.js';

const route = getRouteApi('/experiments/$experimentId/comparison');

interface ComparisonViewProps {
  experiment: NonNullable<ComparisonQuery['experiment']>;
  /** The runs that were asked for; null: the latest completed one of each variant. */
  asked: string[] | null;
  which: ShownWhich;
  /** Told which runs are on screen, and of none once it is gone. */
  onScreen: (runIds: string[]) => void;
  onShow: (runIds: string[] | null) => void;
  onHelp: () => void;
}

/** The runs of a comparison side by side. Made anew for other runs, unless newer ones take the place of the latest. */
export function ComparisonView({ experiment, asked, which, onScreen, onShow, onHelp }: ComparisonViewProps) {
  const { id: experimentId, comparison: wanted } = experiment;
  const search = route.useSearch();
  const { search: text, rows: kind, errored, below, order } = search;
  // An evaluator that the experiment has not cannot be chosen, so its rows cannot be asked for either.
  const evaluator = experiment.evaluators.find(({ id }) => id === search.evaluator)?.id;
  const runIds = wanted.columns.map(({ run }) => run.id).join();
  const wantedList = useMemo<ShownList>(
    () => ({
      experimentId,
      runIds: runIds.split(','),
      ...rowListOf({ search: text, rows: kind, errored, evaluator, below, order }),
    }),
    [experimentId, runIds, text, kind, errored, evaluator, below, order],
  );
  const wantedRows = useMatrixRows(wantedList);
  const selected = useRef<Standing | null>(null);
  const succession = useSuccession(
    useMemo(() => ({ list: wantedList, rows: wantedRows, comparison: wanted }), [wantedList, wantedRows, wanted]),
    selected,
  );
  const { list, rows, comparison, arrival } = succession;
  useEffect(() => {
    onScreen(list.runIds);
    return () => onScreen([]);
  }, [list, onScreen]);
  const { columns, summary, moment } = useLiveChanges(list, rows, comparison, asked);
  const { count: counted, failure: countFailure, countAgain } = useRowCount(list, summary.rows, arrival?.count ?? null, moment);
  const count = counted ?? summary.rows;
  const { cursor, move, choose, open, pair, isOpen, close, stand } = useCursor({ list, rows, arrival, count, selected });

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
    isOpen ? 'diff' : 'page',
  );

  return (
    <>
      <ShownRuns
        experiment={experiment}
        columns={columns}
        which={which}
        awaited={succession.awaited ? (succession.failure === null ? 'being read' : 'not read') : null}
        onShow={onShow}
      />
      {succession.failure ? (
        <Failure title="Newer runs could not be read" message={succession.failure} onRetry={succession.readAgain} />
      ) : null}
      <Banner summary={summary} judgedAlike={comparison.judgedAlike} comparedAnswer={experiment.comparedAnswer} />
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
        arrival={arrival}
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
