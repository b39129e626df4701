import type { AttemptEnd, StepRecord, Work } from '../../domain/functions/work.js';
import type { Id } from '../../ids.js';
import type { Failed } from './failed.js';
import type { Memory, StepCall } from './memory.js';
import { Turns } from './turns.js';

/** How long a new step waits for others that ended before to be asked for: code between steps may take that long. */
export const patienceMs = 3_000;

/** How an attempt is over: an end that was committed; or it does not count, for the run was cancelled or has gone on elsewhere. */
export type Over = AttemptEnd | { kind: 'SUPERSEDED' };

export interface FlowOptions {
  runId: Id<'functionRun'>;
  /** The number of this attempt. */
  attempt: number;
  memory: Memory;
  retries: number;
  backoffMs(attempts: number): number;
  commit(work: Work): Promise<boolean>;
  /** What is to be committed with the end. */
  notesAtEnd(end: AttemptEnd): Partial<Notes>;
  /** {@link patienceMs} unless a test has less. */
  patienceMs?: number;
}

/** What waits for the commit of the next step, or of the end. */
export type Notes = Pick<Work, 'exposures' | 'outcomes' | 'scores'>;

/**
 * How one attempt at a run goes: which steps are under way, which wait to be tried again, and when it is over. A handler that waits
 * for a step that will not end in this attempt is left waiting for ever, and forgotten: it is called anew in the next.
 */
export class Flow {
  readonly retries: number;
  readonly memory: Memory;
  readonly backoffMs: (attempts: number) => number;
  readonly over: Promise<Over>;
  private settleOver: { resolve: (over: Over) => void; reject: (error: unknown) => void };
  /** Of the steps under way that have asked for a signal: most never do, and to abort one takes as long as a step. */
  private readonly aborting = new Set<AbortController>();
  private readonly turns: Turns;
  private readonly underWay = new Set<StepCall>();
  private waiting: { until: number; failure: Failed }[] = [];
  private handlerEnd: AttemptEnd | null = null;
  private isDraining = false;
  private ended = false;
  private notes: Notes = { exposures: [], outcomes: [], scores: [] };

  constructor(private readonly options: FlowOptions) {
    ({ retries: this.retries, memory: this.memory, backoffMs: this.backoffMs } = options);
    this.turns = new Turns(this.memory.dueTurns, this.memory.lastTurn);
    const { promise, resolve, reject } = deferred<Over>();
    this.over = promise;
    this.settleOver = { resolve, reject };
  }

  /** Whether nothing that is still done counts. */
  get isOver(): boolean {
    return this.ended;
  }

  /** Does what may ask for a signal, which aborts when what it does will not count: never after it has ended. */
  async abortable<T>(code: (signalOf: () => AbortSignal) => Promise<T>): Promise<T> {
    const asked: AbortController[] = [];
    const signalOf = (): AbortSignal => {
      const aborting = asked[0] ?? new AbortController();
      asked[0] = aborting;
      if (this.ended) aborting.abort();
      else this.aborting.add(aborting);
      return aborting.signal;
    };
    try {
      return await code(signalOf);
    } finally {
      for (const each of asked) this.aborting.delete(each);
    }
  }

  /** What the handler waits for when it is to wait for ever. */
  never(): Promise<never> {
    return new Promise(() => undefined);
  }

  /** The ids of the steps that are under way, in the order in which they began. */
  get stepsUnderWay(): string[] {
    return [...this.underWay].map(({ externalId }) => externalId);
  }

  /** A step is under way while this is. */
  async during<T>(call: StepCall, step: () => Promise<T>): Promise<T> {
    if (this.ended || this.isDraining) {
      this.lookWhetherOver();
      return this.never();
    }
    this.underWay.add(call);
    try {
      return await step();
    } finally {
      this.underWay.delete(call);
      this.lookWhetherOver();
    }
  }

  /** A step is tried again then, in another attempt. */
  waitUntil(until: number, failure: Failed): Promise<never> {
    this.waiting.push({ until, failure });
    this.lookWhetherOver();
    return this.never();
  }

  /**
   * Resolves once all steps that ended before have been asked for. Until then a new one must not begin: it may be one of them under
   * another name. Ends the attempt, and the run with it, when some have not been for {@link patienceMs}.
   */
  async caughtUp(call: StepCall): Promise<void> {
    if (this.memory.unclaimed() === null) return;
    await this.patiently(this.memory.allClaimed(), `the handler asks for "${call.externalId}" instead`);
  }

  /**
   * Resolves when it is the turn of a step that ended before: it is given after those that were given before it. Ends the attempt, and
   * the run with it, when one of them has not been asked for for {@link patienceMs}.
   */
  turnOf(turn: number, externalId: string): Promise<void> {
    return this.patiently(this.turns.come(turn), `the handler asks for "${externalId}" without it`);
  }

  private async patiently(event: Promise<void>, how: string): Promise<void> {
    const { promise: late, resolve } = deferred<'late'>();
    const timer = setTimeout(() => resolve('late'), this.options.patienceMs ?? patienceMs);
    const first = await Promise.race([event, late]);
    clearTimeout(timer);
    if (this.ended) return this.never();
    const missing = first === 'late' ? this.memory.unclaimed() : null;
    if (missing === null) return event;
    const { name, message } = this.memory.changed(missing, how);
    this.end({ kind: 'FAILED', errorType: name, errorMessage: message });
    return this.never();
  }

  /** Notes what is to be committed with the next step, or with the end, whichever comes first. */
  note(notes: Partial<Notes>): void {
    this.notes.exposures.push(...(notes.exposures ?? []));
    const outcomes = notes.outcomes ?? [];
    const others = this.notes.outcomes.filter(({ exposureId }) => !outcomes.some((outcome) => outcome.exposureId === exposureId));
    // A loop comes by an exposure again: how it did is what was noted last.
    this.notes.outcomes = [...others, ...outcomes];
    this.notes.scores.push(...(notes.scores ?? []));
  }

  /** Makes a step durable, with what belongs to it, and resolves when it is its turn. It never does where it does not count any more. */
  async commit(step: Omit<StepRecord, 'turn'>, notes: Partial<Notes> = {}): Promise<void> {
    this.note(notes);
    const turn = step.status === 'RETRYING' ? null : this.turns.take();
    const accepted = await this.orCrash(() => this.options.commit(this.workOf([{ ...step, turn }], null)));
    if (accepted && turn !== null) await this.turns.come(turn);
    if (accepted && !this.ended) return;
    if (!accepted) this.finish({ kind: 'SUPERSEDED' });
    return this.never();
  }

  /** The handler has returned, or thrown: that is the end once no step is under way. */
  handlerEnded(end: AttemptEnd): void {
    this.handlerEnd = end;
    this.lookWhetherOver();
  }

  /** Ends the attempt now, whatever is under way. */
  end(end: AttemptEnd): void {
    if (this.ended) return;
    this.close();
    this.note(this.options.notesAtEnd(end));
    // A variant that has failed is tried again with the handler.
    if (end.kind === 'RETRY') this.notes.outcomes = this.notes.outcomes.filter(({ status }) => status !== 'FAILED');
    this.options.commit(this.workOf([], end)).then(
      (accepted) => this.settleOver.resolve(accepted ? end : { kind: 'SUPERSEDED' }),
      (error: unknown) => this.settleOver.reject(error),
    );
  }

  /** Nothing of what is under way counts any more, and nobody is told. */
  supersede(): void {
    this.finish({ kind: 'SUPERSEDED' });
  }

  /** Begins no more steps; the attempt is over once none is under way. */
  drain(): void {
    this.isDraining = true;
    this.lookWhetherOver();
  }

  /** Does what is no code of the user's: when that fails, so does the attempt, with no word about the run. */
  async orCrash<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.close();
      this.settleOver.reject(error);
      return this.never();
    }
  }

  /** In the turn after the present one: what a step has just given may lead to the next at once. */
  private lookWhetherOver(): void {
    setImmediate(() => {
      if (this.ended || this.underWay.size > 0) return;
      const next = this.waiting.toSorted((a, b) => a.until - b.until)[0];
      if (this.handlerEnd && (this.handlerEnd.kind !== 'COMPLETED' || !next)) return this.end(this.handlerEnd);
      if (next) {
        const { type, message } = next.failure;
        this.end({ kind: 'RETRY', retryAt: new Date(next.until), failures: 0, errorType: type, errorMessage: message });
      } else if (this.isDraining) this.end({ kind: 'YIELD' });
    });
  }

  private workOf(steps: StepRecord[], end: AttemptEnd | null): Work {
    const work = { run: this.options.runId, attempt: this.options.attempt, steps, ...this.notes, end };
    this.notes = { exposures: [], outcomes: [], scores: [] };
    return work;
  }

  private finish(over: Over): void {
    this.close();
    this.settleOver.resolve(over);
  }

  private close(): void {
    this.ended = true;
    for (const each of this.aborting) each.abort();
  }
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  let settle: { resolve: (value: T) => void; reject: (error: unknown) => void } | null = null;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (!settle) throw new Error('A promise calls its executor at once.');
  return { promise, ...(settle as { resolve: (value: T) => void; reject: (error: unknown) => void }) };
}
