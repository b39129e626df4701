import { setTimeout as delay } from 'node:timers/promises';
import type { Run } from '../../database/client.js';
import { hasEnded } from '../../events/result-tails.js';
import type { RunProgress } from '../../events/run-progress.js';
import { Bell, Leaving } from '../../events/stream.js';
import { throughOutages } from '../../events/through-outages.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { type Comparison, type LoadedMatrix, loadMatrix } from './comparison.js';
import { unitsSince } from './read-vectors.js';
import type { ComparisonRow } from './row.js';
import { rowAt } from './row-order.js';
import { readRows } from './rows.js';
import { type RunVector, unitState, withdrawnOf } from './run-vector.js';

/** The least time between two looks: about ten a second. In milliseconds. */
const intervalMs = 100;
/** After a look that took long, so many times as long passes to the next: others have the process, and the database, to themselves. */
const restFactor = 3;

/** A comparison as of one look at it. */
export interface Moment {
  comparison: Comparison;
  loaded: LoadedMatrix;
}

/** Why nothing more comes: all runs have ended, nobody watches any more, or they can't be read. */
type End = { error?: unknown };

/**
 * A comparison whose runs are active, looked at again when they have moved on: once for all who watch it. A look reads how
 * the runs stand and the results that came since the last, never the matrix.
 */
export class LiveComparison {
  /** Rings with every new moment, and at the end. */
  readonly bell = new Bell();
  /** Null before the first look. */
  moment: Moment | null = null;
  end: End | null = null;
  private readonly runs: Map<Id<'run'>, Run>;
  private readonly progressed = new Bell();
  private readonly leaving = new Leaving();
  private readonly watchers = new Set<Set<number>>();
  private readonly reading = new Map<string, Promise<ComparisonRow[]>>();

  /** @param onEnd is called once nobody may join any more. */
  constructor(
    private readonly scope: Scope,
    private readonly progress: RunProgress,
    private readonly comparison: Comparison,
    private readonly onEnd: () => void,
  ) {
    this.runs = new Map(comparison.runs.map((run) => [run.id, run]));
    for (const working of [this.follow(), this.watch()]) {
      working.then(
        () => this.finish({}),
        (error: unknown) => this.finish({ error }),
      );
    }
  }

  /** Adds every row that changes from now on to a set, which the caller empties as it tells of them. @returns what ends that. */
  collect(changed: Set<number>): () => void {
    this.watchers.add(changed);
    return () => {
      this.watchers.delete(changed);
      if (this.watchers.size === 0) this.finish({});
    };
  }

  /** Some rows as they are at a moment or later; those of the latest are read once for all who ask for the same. */
  rowsAt(moment: Moment, rows: number[]): Promise<ComparisonRow[]> {
    const read = () => readRows(this.scope, moment.comparison, moment.loaded.order, rows);
    if (moment !== this.moment) return read();
    const key = rows.join();
    const known = this.reading.get(key);
    if (known) return known;
    const reading = read();
    this.reading.set(key, reading);
    reading.catch(() => this.reading.delete(key));
    return reading;
  }

  private finish(end: End): void {
    if (this.end) return;
    this.end = end;
    this.onEnd();
    this.leaving.leave();
    this.bell.ring();
  }

  /** Keeps up with how the runs stand. One that has ended may be taken up again, so all are followed to the end of the last. */
  private async follow(): Promise<void> {
    const states = this.progress.ofExperiment(this.comparison.experimentId);
    this.leaving.on(() => void states.return?.());
    for await (const run of states) if (this.hear(run)) this.progressed.ring();
  }

  /** @returns whether the state is newer than what is known of the run; runs that are not compared don't matter. */
  private hear(run: Run): boolean {
    const known = this.runs.get(run.id);
    if (!known || run.revision <= known.revision) return false;
    this.runs.set(run.id, run);
    return true;
  }

  private async watch(): Promise<void> {
    while (!this.leaving.done) {
      const begun = performance.now();
      const count = this.progressed.count;
      const look = await throughOutages(() => this.look(), this.leaving);
      if (!look) return;
      this.tell(look);
      if (look.last) return;
      const tookMs = performance.now() - begun;
      await delay(Math.max(intervalMs - tookMs, restFactor * tookMs), undefined, { ref: false });
      await this.progressed.next(count, this.leaving);
    }
  }

  private async look(): Promise<{ moment: Moment; changed: Set<number>; last: boolean }> {
    // Looked up before the results: what comes after the end of all runs is nothing.
    const last = this.isEnded() && (await this.confirmEnd());
    const comparison = { ...this.comparison, runs: [...this.runs.values()] };
    const loaded = await loadMatrix(this.scope, comparison);
    return { moment: { comparison, loaded }, changed: await this.changedSince(this.moment, loaded), last };
  }

  private isEnded(): boolean {
    return [...this.runs.values()].every(({ status }) => hasEnded(status));
  }

  /** Asks whether the runs have ended all at one moment: of one that was taken up again may not have been told yet. */
  private async confirmEnd(): Promise<boolean> {
    const runs = await this.scope.db.run.findMany({ where: { id: { in: [...this.runs.keys()] } } });
    for (const run of runs) this.hear(run);
    return this.isEnded();
  }

  private tell({ moment, changed }: { moment: Moment; changed: ReadonlySet<number> }): void {
    const before = this.moment;
    const moved = moment.comparison.runs.some((run, place) => run.revision !== before?.comparison.runs[place]?.revision);
    if (before && changed.size === 0 && !moved) return;
    this.moment = moment;
    this.reading.clear();
    for (const watcher of this.watchers) for (const row of changed) watcher.add(row);
    this.bell.ring();
  }

  /** The rows that have other results than before. */
  private async changedSince(before: Moment | null, { vectors, order }: LoadedMatrix): Promise<Set<number>> {
    const rows = new Set<number>();
    const outgrown = (before?.loaded.vectors ?? []).flatMap((old, column) => {
      const vector = vectors[column];
      return vector && vector !== old ? [{ before: old, vector, sequence: vector.sequence }] : [];
    });
    if (outgrown.length === 0) return rows;
    const vectorOf = new Map(outgrown.map(({ vector }) => [vector.runId, vector]));
    const add = ({ versionId, trials }: RunVector, unit: number): unknown =>
      rows.add(rowAt(order, versionId, Math.floor(unit / trials)));
    for (const { runId, unit } of await unitsSince(this.scope.db, outgrown)) {
      const vector = vectorOf.get(runId);
      if (vector) add(vector, unit);
    }
    // Results that were withdrawn, to be tried again, left nothing that is newer.
    for (const { before: old, vector } of outgrown) {
      if (withdrawnOf(vector) === withdrawnOf(old)) continue;
      old.states.forEach((state, unit) => {
        if (state !== unitState.missing && vector.states[unit] === unitState.missing) add(vector, unit);
      });
    }
    return rows;
  }
}
