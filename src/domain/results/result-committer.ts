import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../../database/client.js';
import { untilNoOutage } from '../../database/outage.js';
import type { Id } from '../../ids.js';
import type { Unit } from '../runs/units.js';
import { commitResults, type ResultText, resultText } from './commit-results.js';
import type { NewResult } from './result.js';

/** How long a first result waits for others to be committed with it: the least, and the most. */
const lingerMs = { least: 5, most: 20 };
/** While commits are slow, results wait longer for each other, so that a run's commits take a third of the time at most. */
const lingerShare = 2;
/** A commit takes at most so many results, and so many characters unless one result alone has more. */
const mostInOneCommit = { results: 200, characters: 1_000_000 };

interface Waiting {
  text: ResultText;
  done: () => void;
  fail: (error: unknown) => void;
}

/**
 * Groups the results of each run into commits: many results, one transaction. A result's promise resolves once it is
 * durable. While the database is away, results are held and tried again: they have been paid for.
 */
export class ResultCommitter {
  private readonly runs = new Map<Id<'run'>, Waiting[]>();

  /** @param onNext is given the units that a commit handed out, to put them into the queue. */
  constructor(
    private readonly db: Database,
    private readonly log: Logger,
    private readonly onNext: (runId: Id<'run'>, units: Unit[]) => void,
  ) {}

  /** Resolves when the result is durable, or was not wanted any more (committed before, run cancelled or gone). */
  commit(runId: Id<'run'>, result: NewResult): Promise<void> {
    return new Promise((done, fail) => {
      const waiting = { text: resultText(result), done, fail };
      const queue = this.runs.get(runId);
      if (queue) {
        queue.push(waiting);
        return;
      }
      this.runs.set(runId, [waiting]);
      void this.drain(runId);
    });
  }

  /** Commits a run's results, one batch at a time, until none wait. */
  private async drain(runId: Id<'run'>): Promise<void> {
    for (let tookMs = 0; ; ) {
      await delay(Math.min(Math.max(lingerShare * tookMs, lingerMs.least), lingerMs.most));
      const queue = this.runs.get(runId) ?? [];
      const batch = takeBatch(queue);
      if (batch.length === 0) {
        this.runs.delete(runId);
        return;
      }
      const started = performance.now();
      await this.commitBatch(runId, batch);
      tookMs = performance.now() - started;
    }
  }

  private async commitBatch(runId: Id<'run'>, batch: Waiting[]): Promise<void> {
    try {
      const texts = batch.map(({ text }) => text);
      const { next } = await untilNoOutage(
        () => commitResults(this.db, runId, texts),
        (failures) => this.log.warn({ failures }, 'the database is away; results are held until it is back'),
      );
      for (const { done } of batch) done();
      if (next.length > 0) this.onNext(runId, next);
    } catch (error) {
      if (batch.length === 1) {
        for (const { fail } of batch) fail(error);
        return;
      }
      // One that can't be stored must not keep the others from it.
      for (const waiting of batch) await this.commitBatch(runId, [waiting]);
    }
  }
}

/** Takes the results off the queue that go into one commit. */
function takeBatch(queue: Waiting[]): Waiting[] {
  let characters = 0;
  const end = queue.findIndex(({ text }, place) => {
    characters += text.length;
    return place === mostInOneCommit.results || (place > 0 && characters > mostInOneCommit.characters);
  });
  return queue.splice(0, end === -1 ? queue.length : end);
}
