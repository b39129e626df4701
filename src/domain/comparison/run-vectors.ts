import { LRUCache } from 'lru-cache';
import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { keepAnswers } from './keep-answers.js';
import { inBatches, packRun, type RunState, readAdded, readStates, readStored, storeRun } from './read-vectors.js';
import { bytesOf, type RunVector, withdrawnOf } from './run-vector.js';

/** What one process keeps of vectors at most, in bytes. A run of 100,000 items and one evaluator takes 1.7 MB. */
const cacheBytes = 128 * 1024 * 1024;
/**
 * Up to so many new results are added to a vector that is known; where there are more, it is packed anew. That takes the longer
 * the larger the run is, and the more results come meanwhile: so many are allowed for every unit too.
 */
const mostAdded = { atLeast: 2000, perUnit: 0.1 };
/** Some of them are read at a time: about 300 bytes each. */
const mostRead = 100_000;
/** 100,000 results are packed in a second or two, and a run may have ten million. In milliseconds. */
const storing = { timeout: 5 * 60_000, maxWait: 30_000 };

/**
 * The results of runs as vectors. Those of ended runs are read from `run_vector`, where they are put by the first who needs
 * them; those of active runs are packed once and then kept up with the results that were added. What was read is
 * kept in memory, within {@link cacheBytes}, and what is being read is read once for all who want it.
 */
export class RunVectors {
  private readonly vectors: LRUCache<string, RunVector>;
  private readonly reading = new Map<string, Promise<RunVector[]>>();

  constructor(
    private readonly db: Database,
    maxSize = cacheBytes,
  ) {
    // What is made of a vector by item is about as large again.
    this.vectors = new LRUCache({ maxSize, sizeCalculation: (vector) => 1 + 2 * bytesOf(vector) });
  }

  /**
   * The vectors of runs, in the order given, each as of now. The runs must be the caller's own to read.
   *
   * @throws Error when a run is gone.
   */
  async load(runIds: readonly Id<'run'>[]): Promise<RunVector[]> {
    for (;;) {
      const states = await this.freshStates(runIds);
      const found = await this.vectorsOf(states);
      const vectors = runIds.flatMap((id) => found.get(id) ?? []);
      // One is not found when its results were withdrawn, or its hashes became stale, while it was read.
      if (vectors.length === runIds.length) return vectors;
    }
  }

  /**
   * Stores the vector of an ended run, unless that was done, so that the first look at it is quick. Of several processes that
   * are told to, one does.
   */
  async keep(runId: Id<'run'>): Promise<void> {
    await this.db.$transaction(async (tx) => {
      const [lock] = await tx.$queryRaw<{ taken: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(hashtextextended(${`run_vector ${runId}`}, 0)) AS taken`;
      if (!lock?.taken) return;
      const [state] = await readStates(tx, [runId]);
      if (state?.ended && !state.stored) await storeRun(tx, runId);
    }, storing);
  }

  /** How the runs stand, once their hashes are of what their experiment compares. */
  private async freshStates(runIds: readonly Id<'run'>[]): Promise<RunState[]> {
    for (;;) {
      const states = await readStates(this.db, runIds);
      const gone = runIds.find((id) => !states.some((state) => state.id === id));
      if (gone !== undefined) throw new Error(`There is no run ${gone}.`);
      const stale = states.filter((state) => state.stale);
      if (stale.length === 0) return states;
      for (const { id } of stale) await keepAnswers(this.db, id);
    }
  }

  private async vectorsOf(states: readonly RunState[]): Promise<Map<Id<'run'>, RunVector>> {
    const known = states.flatMap((state) => this.current(state) ?? []);
    const missing = states.filter((state) => !this.current(state));
    const unread = missing.filter((state) => !this.reading.has(keyOf(state)));
    if (unread.length > 0) {
      const reading = this.read(unread).finally(() => {
        for (const state of unread) this.reading.delete(keyOf(state));
      });
      for (const state of unread) this.reading.set(keyOf(state), reading);
    }
    const read = await Promise.all(new Set(missing.flatMap((state) => this.reading.get(keyOf(state)) ?? [])));
    return new Map([...known, ...read.flat()].map((vector) => [vector.runId, vector]));
  }

  private current(state: RunState): RunVector | null {
    const vector = this.vectors.get(state.id);
    return vector && keyOf({ ...vector, id: vector.runId }) === keyOf(state) ? vector : null;
  }

  private async read(states: readonly RunState[]): Promise<RunVector[]> {
    const stored = states.filter((state) => state.stored);
    const outgrown = states.flatMap((state) => (state.stored ? [] : (this.outgrown(state) ?? [])));
    const vectors = [
      ...(stored.length > 0 ? await readStored(this.db, stored) : []),
      ...(outgrown.length > 0 ? await this.catchUp(states, outgrown) : []),
    ];
    for (const state of states) {
      if (vectors.some(({ runId }) => runId === state.id)) continue;
      vectors.push(...(state.ended ? await this.store(state) : await packRun(this.db, state)));
    }
    for (const vector of vectors) this.vectors.set(vector.runId, vector);
    return vectors;
  }

  private async store(state: RunState): Promise<RunVector[]> {
    await this.db.$transaction((tx) => storeRun(tx, state.id), storing);
    return readStored(this.db, [state]);
  }

  /** A known vector that lacks nothing but some new results. */
  private outgrown(state: RunState): RunVector | null {
    const vector = this.vectors.get(state.id);
    if (!vector || vector.states.length === 0 || vector.comparedAnswer !== state.comparedAnswer) return null;
    if (withdrawnOf(vector) !== withdrawnOf(state) || vector.sequence > state.sequence) return null;
    return state.sequence - vector.sequence <= mostAddedTo(vector) ? vector : null;
  }

  private async catchUp(states: readonly RunState[], outgrown: RunVector[]): Promise<RunVector[]> {
    const stateOf = new Map(states.map((state) => [state.id, state]));
    const added = ({ runId, sequence }: RunVector) => (stateOf.get(runId)?.sequence ?? sequence) - sequence;
    const grown: RunVector[] = [];
    for (const batch of inBatches(outgrown, added, mostRead))
      grown.push(...(await readAdded(this.db, batch, Math.max(...batch.map(mostAddedTo)))));
    return grown.filter((vector) => {
      const state = stateOf.get(vector.runId);
      // Results may have been withdrawn, or replaced, since the run was looked at; then it is packed anew.
      return state && vector.sequence >= state.sequence && withdrawnOf(vector) === withdrawnOf(state);
    });
  }
}

function mostAddedTo({ states }: RunVector): number {
  return Math.max(mostAdded.atLeast, Math.floor(states.length * mostAdded.perUnit));
}

/** What a vector is the same by. A sequence is never given again, and withdrawn results lessen the others. */
function keyOf({
  id,
  sequence,
  results,
  comparedAnswer,
}: Pick<RunState, 'id' | 'sequence' | 'results' | 'comparedAnswer'>): string {
  return `${id} ${sequence} ${results} ${comparedAnswer}`;
}
