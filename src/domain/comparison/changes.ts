import type { RunProgress } from '../../events/run-progress.js';
import { type Leaving, stream } from '../../events/stream.js';
import { throughOutages } from '../../events/through-outages.js';
import type { Failure } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { type Comparison, comparisonOf, latestRunOfEach, openComparison } from './comparison.js';
import { LiveComparison, type Moment } from './live-comparison.js';
import type { MatrixSummary } from './matrix.js';
import type { ComparisonRow } from './row.js';

/** The most rows that are told of at once. */
export const mostRows = 200;

/** What a comparison has become. */
export interface ComparisonChange {
  /** Its runs as they stand. */
  comparison: Comparison;
  summary: MatrixSummary;
  /** The first rows that have changed, in dataset order. */
  rows: ComparisonRow[];
  /** How many others have. */
  moreRows: number;
}

/**
 * Opens a comparison of an experiment's runs to be watched.
 *
 * @param runIds null: each variant's latest run, whether it has ended or not.
 */
export async function openToWatch(
  scope: Scope,
  experimentId: Id<'experiment'>,
  runIds: readonly Id<'run'>[] | null,
): Promise<Comparison | Failure> {
  if (runIds !== null) return openComparison(scope, experimentId, runIds);
  return comparisonOf(experimentId, await latestRunOfEach(scope, experimentId, 'all'));
}

/**
 * A comparison as it is, without rows, then every change of it: about ten a second at most, and to a slow reader fewer, each
 * of which tells all that changed since the one before. Whoever reads rows after the first event, and from then on puts in
 * what is told, has what the comparison is. Ends when all of its runs have ended.
 */
export function comparisonChanges(
  scope: Scope,
  progress: RunProgress,
  comparison: Comparison,
): AsyncIterableIterator<ComparisonChange> {
  return stream((leaving) => follow(() => liveComparison(scope, progress, comparison), leaving));
}

/** @param join is called when the first event is asked for. */
async function* follow(join: () => LiveComparison, leaving: Leaving): AsyncGenerator<ComparisonChange, void, void> {
  const live = join();
  const changed = new Set<number>();
  const stop = live.collect(changed);
  try {
    for (let told: Moment | null = null; !leaving.done; ) {
      const { moment, end } = live;
      const { count } = live.bell;
      if (moment && moment !== told) {
        const isFirst = told === null;
        const places = [...changed].sort((a, b) => a - b);
        changed.clear();
        const due = isFirst ? [] : places.slice(0, mostRows);
        const rows = await throughOutages(() => live.rowsAt(moment, due), leaving);
        if (!rows) return;
        const { summary } = moment.loaded.matrix;
        yield { comparison: moment.comparison, summary, rows, moreRows: isFirst ? 0 : places.length - due.length };
        told = moment;
      } else if (end) {
        if ('error' in end) throw end.error;
        return;
      } else {
        await live.bell.next(count, leaving);
      }
    }
  } finally {
    stop();
  }
}

/** The comparisons that are watched in this process, by their experiment and runs. */
const watched = new WeakMap<RunProgress, Map<string, LiveComparison>>();

function liveComparison(scope: Scope, progress: RunProgress, comparison: Comparison): LiveComparison {
  const known = watched.get(progress) ?? new Map<string, LiveComparison>();
  watched.set(progress, known);
  // Experiments without runs would be one and the same by their runs alone.
  const key = [comparison.experimentId, ...comparison.runs.map(({ id }) => id)].join();
  const running = known.get(key);
  if (running) return running;
  const begun = new LiveComparison(scope, progress, comparison, () => {
    if (known.get(key) === begun) known.delete(key);
  });
  known.set(key, begun);
  return begun;
}
