import { LRUCache } from 'lru-cache';
import type { Run } from '../../database/client.js';
import { positionsIn, type RowOrder, rowOrder } from '../comparison/row-order.js';
import { itemVector, type RunVector } from '../comparison/run-vector.js';
import { evaluatorsOf } from '../evaluation/evaluator.js';
import type { Scope } from '../scope.js';
import { changedItems } from './changed-items.js';
import { type CommonEvaluator, commonEvaluators } from './common-evaluators.js';
import { bytesOfPairs, type PairedItems, pairItems } from './paired-items.js';

/** Two completed runs, and the evaluators by whose scores they are compared. */
export interface RunPair {
  baselineRun: Run;
  run: Run;
  counting: readonly CommonEvaluator[];
}

/** One run against another, by the evaluators that judged both by the same rules. */
export function pairOfRuns(baselineRun: Run, run: Run): RunPair {
  return { baselineRun, run, counting: commonEvaluators(evaluatorsOf(baselineRun), evaluatorsOf(run)).common };
}

/** The items of a pair, and what they are known by: the same key for as long as neither run changes. */
export interface LoadedPair {
  key: string;
  order: RowOrder;
  items: PairedItems;
}

/** How many results are held at once while many pairs are looked at. A run of 100,000 items has as many. */
const mostUnits = 2_000_000;

/** What one process keeps of pairs at most, in bytes. A pair of 100,000 items takes 3.1 MB. */
const loaded = new LRUCache<string, LoadedPair>({
  maxSize: 64 * 1024 * 1024,
  sizeCalculation: ({ items }) => 200 + bytesOfPairs(items),
});

/** The items of one pair. */
export async function loadPair(scope: Scope, pair: RunPair): Promise<LoadedPair> {
  const [only] = await mapPairs(scope, [pair], (itself) => itself);
  if (!only) throw new Error('A pair that is asked for is given.');
  return only;
}

/** What is made of each pair's items, one after the other, without holding all of them at once: few statements for as many pairs as fit. */
export async function mapPairs<Pair extends RunPair, T>(
  scope: Scope,
  pairs: readonly Pair[],
  map: (loaded: LoadedPair, pair: Pair) => T | Promise<T>,
): Promise<T[]> {
  const mapped: T[] = [];
  for (const batch of batches(pairs)) {
    const vectors = await scope.vectors.load(batch.flatMap(({ baselineRun, run }) => [baselineRun.id, run.id]));
    for (const [place, pair] of batch.entries()) {
      const [baseline, current] = vectors.slice(2 * place, 2 * place + 2);
      if (!baseline || !current) throw new Error('Each run that is asked for has a vector.');
      mapped.push(await map(await pairVectors(scope, baseline, current, pair.counting), pair));
    }
  }
  return mapped;
}

function batches<Pair extends RunPair>(pairs: readonly Pair[]): Pair[][] {
  const all: Pair[][] = [];
  let room = 0;
  for (const pair of pairs) {
    const units = pair.baselineRun.itemsTotal + pair.run.itemsTotal;
    const batch = all.at(-1);
    if (batch && room >= units) batch.push(pair);
    else {
      all.push([pair]);
      room = mostUnits;
    }
    room -= units;
  }
  return all;
}

async function pairVectors(
  scope: Scope,
  baseline: RunVector,
  current: RunVector,
  counting: readonly CommonEvaluator[],
): Promise<LoadedPair> {
  const places = {
    baseline: counting.map(({ baselinePlace }) => baselinePlace),
    current: counting.map(({ currentPlace }) => currentPlace),
  };
  const key = `${momentOf(baseline)}/${momentOf(current)}/${places.baseline.join()}/${places.current.join()}`;
  const known = loaded.get(key);
  if (known) return known;
  const order = await rowOrder(scope.db, [baseline.versionId, current.versionId]);
  const positions = { baseline: positionsIn(order, baseline.versionId), current: positionsIn(order, current.versionId) };
  const items = pairItems(
    order.rows,
    { items: itemVector(baseline, places.baseline), positions: positions.baseline },
    { items: itemVector(current, places.current), positions: positions.current },
    await formerRows(scope, order, baseline, current),
  );
  const pair = { key, order, items };
  loaded.set(key, pair);
  return pair;
}

/** An ended run changes only when its failed items are tried again, and then in these numbers. */
function momentOf({ runId, sequence, results }: RunVector): string {
  return `${runId}@${sequence}.${results}`;
}

async function formerRows(scope: Scope, order: RowOrder, baseline: RunVector, current: RunVector): Promise<Map<number, number>> {
  if (baseline.versionId === current.versionId) return new Map();
  const rowsOf = (versionId: string) => order.rowsOf[order.versionIds.indexOf(versionId)];
  const [before, now] = [rowsOf(baseline.versionId), rowsOf(current.versionId)];
  const changed = await changedItems(scope.db, baseline.versionId, current.versionId);
  const rowIn = (rows: Int32Array | null | undefined, position: number | undefined) =>
    (rows ? rows[position ?? -1] : position) ?? -1;
  return new Map(
    Array.from(changed.current, (position, place) => [rowIn(now, position), rowIn(before, changed.baseline[place])]),
  );
}
