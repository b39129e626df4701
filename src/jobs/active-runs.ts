import type { Executor } from '../domain/execution/executor.js';
import { executors } from '../domain/execution/executors.js';
import { answerOptionsOf } from '../domain/comparison/compared-answer.js';
import type { AnswerOptions } from '../domain/evaluation/answer.js';
import { type EvaluatorSnapshot, evaluatorsOf } from '../domain/evaluation/evaluator.js';
import type { Scope, Services } from '../domain/scope.js';
import type { Id } from '../ids.js';
import type { JsonObject } from '../json.js';
import { Semaphore } from './semaphore.js';

/** A running run as a worker process needs it: what was copied when it started, and this process's share of its limits. */
export interface ActiveRun {
  id: Id<'run'>;
  lane: string;
  executor: Executor;
  plan: JsonObject;
  evaluators: EvaluatorSnapshot[];
  /** The part of its outputs that is compared; null: all of them. */
  comparedAnswer: AnswerOptions | null;
  scope: Scope;
  /** How often its failed items were tried again. */
  retries: number;
  /** Holds the run's concurrency within this process. */
  executing: Semaphore;
  /** Aborts when the run has ended, or the process stops. */
  givenUp: AbortController;
}

/** The running runs that this process has met, each read once. */
export class ActiveRuns {
  private readonly runs = new Map<Id<'run'>, Promise<ActiveRun | null>>();

  constructor(private readonly services: Services) {}

  /** The run, or null where it is not running (any more). */
  get(runId: Id<'run'>): Promise<ActiveRun | null> {
    const known = this.runs.get(runId);
    if (known) return known;
    const loading = this.load(runId);
    this.runs.set(runId, loading);
    // Only running runs stay; what failed to load or does not run may be asked for again.
    const forget = (): void => {
      if (this.runs.get(runId) === loading) this.runs.delete(runId);
    };
    loading.then((run) => run ?? forget(), forget);
    return loading;
  }

  /** The run has ended: what is under way for it is given up. */
  end(runId: Id<'run'>): void {
    const known = this.runs.get(runId);
    this.runs.delete(runId);
    known?.then(
      (run) => run?.givenUp.abort(),
      () => undefined,
    );
  }

  /**
   * Ends every run that is not among these, and what was read of one before its failed items were tried again the last time:
   * whoever did not hear of the run's end would go on with the messages of the round before.
   *
   * @param retries how often the failed items of each were tried again.
   */
  async keepOnly(retries: ReadonlyMap<Id<'run'>, number>): Promise<void> {
    for (const [runId, loading] of this.runs) {
      const now = retries.get(runId);
      const run = now === undefined ? null : await loading.catch(() => null);
      const isStale = run !== null && now !== undefined && run.retries < now && this.runs.get(runId) === loading;
      if (now === undefined || isStale) this.end(runId);
    }
  }

  private async load(runId: Id<'run'>): Promise<ActiveRun | null> {
    const run = await this.services.db.run.findUnique({
      where: { id: runId },
      include: { variant: { select: { taskType: true } } },
    });
    if (run?.status !== 'RUNNING') return null;
    return {
      id: run.id,
      lane: run.lane,
      executor: executors[run.variant.taskType],
      plan: run.plan as JsonObject,
      evaluators: evaluatorsOf(run),
      comparedAnswer: answerOptionsOf(run),
      scope: { ...this.services, organizationId: run.organizationId, onlyExperiment: null },
      retries: run.retries,
      executing: new Semaphore(run.concurrency),
      givenUp: new AbortController(),
    };
  }
}

/** Every lane that the run's jobs go through: its executor's, and its remote evaluators'. */
export function lanesOf(run: { lane: string; evaluators: EvaluatorSnapshot[] }): string[] {
  return [run.lane, ...run.evaluators.flatMap(({ plan }) => (plan ? [plan.lane] : []))];
}
