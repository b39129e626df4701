import { randomUUID } from 'node:crypto';
import { DelayedError, type Job, Worker } from 'bullmq';
import { isOutage } from '../database/outage.js';
import type { Score } from '../domain/evaluation/evaluator.js';
import { evaluatorDefinitions } from '../domain/evaluation/evaluators.js';
import { judgeLocally, scoreFromVerdict, scoresOfFault } from '../domain/evaluation/scoring.js';
import type { Call, Item } from '../domain/execution/executor.js';
import { permanentFault } from '../domain/execution/permanent-fault.js';
import { newResult } from '../domain/results/result.js';
import type { ResultCommitter } from '../domain/results/result-committer.js';
import { hasEnded } from '../domain/tests/test.js';
import { type Id, resultIdOf } from '../ids.js';
import { storable } from '../json.js';
import type { Fault, Outcome } from '../models/outcome.js';
import type { ActiveRun, ActiveRuns } from './active-runs.js';
import type { ItemCache } from './item-cache.js';
import { type ExecuteJob, type ItemJob, type JudgeJob, jobIdOf } from './item-job.js';
import type { Lane, Lanes } from './lanes.js';
import type { ItemProcessor } from './queue-store.js';
import { TransientFault } from './retrying.js';
import { wake } from './wake.js';

export interface ItemProcessing {
  runs: ActiveRuns;
  lanes: Lanes;
  committer: ResultCommitter;
  items: ItemCache;
  /** Aborts when the process stops. */
  stopping: AbortSignal;
}

/** Does one job: asks the executor or a remote evaluator, then commits the result or passes the unit on. */
export function createItemProcessor(processing: ItemProcessing, lane: Lane): ItemProcessor {
  return async (job, token) => {
    const run = await processing.runs.get(job.data.runId);
    if (!run) return; // It has ended or is gone.
    try {
      await new ItemAttempt(processing, lane, job, token, run).make();
    } catch (error) {
      if (error instanceof DelayedError || !run.givenUp.signal.aborted) throw error;
      if (!processing.stopping.aborted && !(await processing.runs.get(run.id))) return; // The run has ended.
      // Given back to the queue for another process, or for a later round of the run, without an attempt being counted.
      await job.moveToDelayed(Date.now(), token);
      throw new DelayedError();
    }
  };
}

/** One attempt at one job. */
class ItemAttempt {
  constructor(
    private readonly processing: ItemProcessing,
    private readonly lane: Lane,
    private readonly job: Job<ItemJob>,
    private readonly token: string | undefined,
    private readonly run: ActiveRun,
  ) {}

  async make(): Promise<void> {
    const unit = this.job.data;
    const item = await this.processing.items.get(unit.itemId);
    if (!item) return; // Its dataset is gone, and the run with it.
    switch (unit.stage) {
      case 'execute':
        return this.execute(unit, item);
      case 'judge':
        return this.judge(unit, item);
    }
  }

  private async execute(unit: ExecuteJob, item: Item): Promise<void> {
    const { run } = this;
    const resultId = resultIdOf(run.id, item.id, unit.trial);
    if (unit.recheck && (await run.scope.db.result.findUnique({ where: { id: resultId }, select: { id: true } }))) return;
    const { trial } = unit;
    const outcome = await run.executing.run(() =>
      this.call((signal) =>
        run.executor.execute({ ...this.callOf(resultId, signal), runId: run.id, plan: run.plan, item, trial }, run.scope),
      ),
    );
    if (outcome.kind === 'awaiting') return this.wait(resultId, outcome.until);
    const concluded = outcome.kind === 'fault' ? await this.conclude(resultId, outcome) : outcome;
    if (concluded.kind === 'fault') return this.commit(unit, concluded, scoresOfFault(run.evaluators));
    // As it can be stored: an answer that waits for a judge is in the queue before it is among the results.
    const answer = { ...concluded, output: storable(concluded.output) };
    return this.passOn(unit, answer, judgeLocally(run.evaluators, { item, output: answer.output }), 0);
  }

  /** What a unit ends with whose execution met a fault. Throws where trying again may help. */
  private async conclude(resultId: Id<'result'>, fault: Fault): Promise<Outcome> {
    const { executor, scope } = this.run;
    await this.retryWhereItMayHelp(fault);
    return executor.conclude ? executor.conclude(resultId, fault, scope) : fault;
  }

  /**
   * Leaves the job in the queue until then, or until its answer is told of. It uses up no attempt.
   *
   * No answer is slept through. Every one is committed, then told of, then the job is woken, which has an effect only once it
   * waits. Where it is woken too early, the answer was committed before, and is seen by who looks after the job has begun to
   * wait. Where whoever looks sees none, the answer is committed later, and the job is woken while it waits. What is not told of,
   * or could not be woken, the reconciler finds at its next look, and at the latest the job is tried at the deadline.
   */
  private async wait(resultId: Id<'result'>, until: Date): Promise<never> {
    const { db, log } = this.run.scope;
    await this.job.moveToDelayed(until.getTime(), this.token);
    try {
      if (await hasEnded(db, resultId)) await wake(this.lane.queue, jobIdOf(this.job.data));
    } catch (error) {
      log.warn({ resultId, err: error }, 'a test that waits could not be looked at; the next look at unfinished runs will');
    }
    throw new DelayedError();
  }

  private async judge(unit: JudgeJob, item: Item): Promise<void> {
    const evaluator = this.run.evaluators[unit.evaluator];
    const definition = evaluator && evaluatorDefinitions[evaluator.kind];
    if (!evaluator?.plan || definition?.where !== 'remote')
      throw new Error(`Run ${this.run.id} has no remote evaluator ${unit.evaluator}.`);
    const { values } = evaluator.plan;
    const subject = { item, output: unit.answer.output };
    const resultId = resultIdOf(this.run.id, item.id, unit.trial);
    const verdict = await this.call((signal) =>
      definition.judge(subject, values, { ...this.callOf(resultId, signal), evaluatorId: evaluator.id }, this.run.scope),
    );
    if (verdict?.kind === 'fault') await this.retryWhereItMayHelp(verdict);
    const score = scoreFromVerdict(evaluator, verdict);
    return this.passOn(unit, unit.answer, score ? [...unit.scores, score] : unit.scores, unit.evaluator + 1);
  }

  /** On to the next remote evaluator's lane, or, when there is none, into the results. */
  private async passOn(unit: ItemJob, answer: JudgeJob['answer'], scores: Score[], from: number): Promise<void> {
    const next = this.run.evaluators.findIndex(({ plan }, place) => plan !== null && place >= from);
    const plan = this.run.evaluators[next]?.plan;
    if (!plan) return this.commit(unit, answer, scores);
    const { runId, itemId, trial } = unit;
    await this.processing.lanes.enqueue(plan.lane, [{ stage: 'judge', runId, itemId, trial, answer, scores, evaluator: next }]);
  }

  private async commit(unit: ItemJob, outcome: Outcome, scores: Score[]): Promise<void> {
    const { run } = this;
    try {
      await this.processing.committer.commit(run.id, newResult(run, unit, outcome, scores));
    } catch (error) {
      if (isOutage(error) || !this.isLastAttempt) throw error;
      // An answer that can't be stored would be asked for again, and paid for, without end.
      const fault = this.unexpected(error);
      await this.processing.committer.commit(run.id, newResult(run, unit, fault, scoresOfFault(run.evaluators)));
    }
  }

  /** Asks a service, in this process's share of the lane. What it throws is a bug or an outage, unless someone aborted. */
  private async call<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | Fault> {
    const { signal } = this.run.givenUp;
    try {
      return await this.lane.calling.run(() => ask(signal));
    } catch (error) {
      if (signal.aborted || isOutage(error) || !this.isLastAttempt) throw error;
      return this.unexpected(error);
    }
  }

  /** Logs what nobody expected, and gives a fault that names the place in the log. */
  private unexpected(err: unknown): Fault {
    const id = randomUUID();
    this.run.scope.log.error({ id, err, runId: this.run.id, jobId: this.job.id }, 'an item failed for a reason nobody expected');
    return permanentFault('internal', `Something failed that should not have. The log tells more under the id ${id}.`);
  }

  /** Throws to have the job tried again; returns when the fault is final. */
  private async retryWhereItMayHelp(fault: Fault): Promise<void> {
    switch (fault.recovery.when) {
      case 'never':
        return;
      case 'rate-limit':
        // The whole lane waits, in every process, and no attempt is used up.
        await this.lane.queue.rateLimit(fault.recovery.retryAfterMs);
        throw Worker.RateLimitError();
      case 'backoff':
        if (!this.isLastAttempt) throw new TransientFault(fault, fault.recovery.retryAfterMs);
    }
  }

  private callOf(resultId: Id<'result'>, signal: AbortSignal): Call {
    return { resultId, attempt: this.job.attemptsMade + 1, retries: this.run.retries, signal };
  }

  private get isLastAttempt(): boolean {
    return this.job.attemptsMade + 1 >= (this.job.opts.attempts ?? 1);
  }
}
