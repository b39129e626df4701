import { stdSerializers } from 'pino';
import type { RunToBegin } from '../../domain/functions/begin-attempts.js';
import { type RunJob, splitJob } from '../../domain/functions/hand-out.js';
import type { Scope } from '../../domain/scope.js';
import { encodeId, type Id } from '../../ids.js';
import { backoffOf } from '../../jobs/retrying.js';
import { type Attempt, startAttempt } from '../attempt/attempt.js';
import type { Over } from '../attempt/flow.js';
import type { PriceTokens } from '../attempt/spending.js';
import type { InvocableFunction } from '../define-function.js';
import type { HandlerLogger } from '../types.js';
import type { FunctionCatalog } from './function-catalog.js';
import { FunctionStore } from './function-store.js';
import { ShownExperiments } from './shown-experiments.js';
import { TokenPrices } from './token-prices.js';

/** Makes the attempts at runs that this process has jobs for. */
export class AttemptRunner {
  private readonly attempts = new Map<Id<'functionRun'>, Attempt>();
  private readonly store: FunctionStore;
  private readonly shown: ShownExperiments;
  private readonly prices: TokenPrices;
  private draining = false;

  constructor(
    private readonly scope: Scope,
    private readonly catalog: FunctionCatalog,
  ) {
    this.store = new FunctionStore(scope.db, scope.log);
    this.shown = new ShownExperiments(scope);
    this.prices = new TokenPrices(scope);
  }

  /**
   * Makes one attempt at a run. Null where the run has ended, was handed out with another job since, or is gone.
   *
   * @throws what no handler is to blame for: the run is then as it was before.
   */
  async attempt(run: RunToBegin): Promise<Over | null> {
    const runId = run.id;
    const begun = await this.store.begin(run);
    if (!begun) return null;
    const fn = this.catalog.get(begun.functionId);
    if (!fn) throw new Error(`The worker has no function ${begun.functionId}.`);
    const { config } = this.scope;
    const attempt = startAttempt(fn, begun, {
      commit: (work) => this.store.commit(work),
      show: (experiment) => this.store.throughOutages(() => this.shown.show(experiment)),
      price: (model, tokens) => this.price(model, tokens),
      backoffMs: (failures) => backoffOf(config, failures),
      logger: this.loggerOf(fn, runId),
      timeoutMs: config.functionTimeoutMs,
      isDraining: this.draining,
    });
    this.attempts.set(runId, attempt);
    try {
      const over = await attempt.over;
      this.logOf(fn, runId, over, attempt.thrown());
      return over;
    } finally {
      if (this.attempts.get(runId) === attempt) this.attempts.delete(runId);
    }
  }

  /** Whether it begins no more steps. */
  get isDraining(): boolean {
    return this.draining;
  }

  /** Gives those of a job's runs that nobody has begun jobs of their own. */
  split(job: string, runs: readonly Id<'functionRun'>[]): Promise<RunJob[]> {
    return this.store.throughOutages(() => splitJob(this.scope.db, job, runs));
  }

  /** A run that fails is news for whoever reads the log; one that is tried again, for who looks closer. */
  private logOf({ definition }: InvocableFunction, runId: Id<'functionRun'>, over: Over, thrown: unknown): void {
    if (over.kind !== 'FAILED' && over.kind !== 'RETRY') return;
    const { errorType: type, errorMessage: message } = over;
    const fields = {
      function: definition.externalId,
      functionRun: encodeId('functionRun', runId),
      type,
      error: message,
      err: thrown,
    };
    if (over.kind === 'FAILED') this.scope.log.warn(fields, 'a function run has failed');
    else this.scope.log.info({ ...fields, retryAt: over.retryAt }, 'a function run is tried again');
  }

  /** Nobody is interested in these runs any more. */
  cancel(runIds: readonly Id<'functionRun'>[]): void {
    for (const id of runIds) this.attempts.get(id)?.cancel();
  }

  /** {@link cancel} for those that were cancelled while nobody told of it. Never rejects: what is missed is found at the next step. */
  async cancelEnded(): Promise<void> {
    const { db, log } = this.scope;
    try {
      const ended = await db.functionRun.findMany({
        where: { id: { in: [...this.attempts.keys()] }, status: 'CANCELLED' },
        select: { id: true },
      });
      this.cancel(ended.map(({ id }) => id));
    } catch (error) {
      log.warn({ err: error }, 'cancelled function runs could not be looked up; each ends with its next step');
    }
  }

  /** Begins no more steps, from here on. */
  drain(): void {
    this.draining = true;
    for (const attempt of this.attempts.values()) attempt.drain();
  }

  /** What fails here must not repeat a call that was paid for: the price is then not known. */
  private async price(...given: Parameters<PriceTokens>): Promise<string | null> {
    try {
      return await this.store.throughOutages(() => this.prices.costOf(...given));
    } catch (error) {
      this.scope.log.warn({ model: given[0], err: error }, 'the price of tokens could not be looked up; it counts as not known');
      return null;
    }
  }

  private loggerOf({ definition }: InvocableFunction, runId: Id<'functionRun'>): HandlerLogger {
    const log = this.scope.log.child({ function: definition.externalId, functionRun: encodeId('functionRun', runId) });
    const at =
      (level: keyof HandlerLogger) =>
      (message: string | Error, fields: object = {}): void =>
        message instanceof Error
          ? log[level]({ ...withStacks(fields), err: message }, message.message)
          : log[level](withStacks(fields), message);
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }
}

/** An Error has its words and its stack in no field that JSON knows. */
function withStacks(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? stdSerializers.err(value) : value]),
  );
}
