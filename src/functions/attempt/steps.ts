import type { StepMemory } from '../../domain/functions/begin-attempts.js';
import type { StepRecord } from '../../domain/functions/work.js';
import type { Json } from '../../json.js';
import { isNonRetriable, NonRetriableError, StepError } from '../errors.js';
import { jsonText } from '../json-text.js';
import type { Flow, Notes } from './flow.js';
import { type Failed, failedBy } from './failed.js';
import type { StepCall } from './memory.js';
import { innermostVisit, type Place, places } from './place.js';
import type { StepSpend, Visit } from './exposed.js';
import { addSpent, nothingSpent, type Spent } from './spent.js';
import { storableCount } from './storable.js';

/** What is committed of a step that has given something. */
export interface Kept {
  /** What is remembered, and given to the handler. */
  value: unknown;
  /** What goes into the same commit. */
  notes?: Partial<Notes>;
}

/** One step as it is to be done: code of the user's, and what goes into the same commit. */
export interface StepWork<T> {
  /** Where the code is, for the tools that it calls. */
  place: Place;
  /** @param attempt 0 the first time. */
  code(attempt: number): T | Promise<T>;
  /** What is remembered of what the code gave. Called once it has, before the step is committed; what fails here is no fault of the step. */
  keep(value: T): Promise<Kept>;
  /** What the code told that it used, as far as it came; nothing where it can't tell. */
  spent?(): Promise<Spent>;
  /** What the handler is given where the step has failed for good. */
  error(failure: Failed): Error;
}

/** What came of trying a step. */
type Done = { kind: 'given'; output: Json | undefined } | { kind: 'wait'; until: number; failure: Failed };

/** Does the steps that a handler asks for, each once in its run: what is remembered is given back, and what is new is committed. */
export class Steps {
  constructor(private readonly flow: Flow) {}

  /** @throws what `error` makes of a failure for good. It never resolves where the attempt ends before the step has. */
  async take<T>(call: StepCall, work: StepWork<T>): Promise<Json | undefined> {
    const { flow } = this;
    if (flow.isOver) return flow.never();
    const visit = innermostVisit();
    const memory = flow.memory.claim(call);
    if (memory && memory.status !== 'RETRYING') return flow.during(call, () => this.recall(memory, work, visit));
    const dueAt = memory?.retryAt ? Date.parse(memory.retryAt) : 0;
    if (dueAt > Date.now()) return flow.waitUntil(dueAt, { type: memory?.errorType ?? '', message: memory?.errorMessage ?? '' });
    const done = await flow.during(call, async () => {
      if (!memory) await flow.caughtUp(call);
      return this.perform(call, memory, work, visit);
    });
    return done.kind === 'given' ? done.output : flow.waitUntil(done.until, done.failure);
  }

  private async recall<T>(memory: StepMemory, work: StepWork<T>, visit: Visit | null): Promise<Json | undefined> {
    if (memory.turn !== null) await this.flow.turnOf(memory.turn, memory.externalId);
    this.addTo(visit, memory);
    if (memory.status === 'COMPLETED') return memory.isEmpty ? undefined : memory.output;
    throw work.error({ type: memory.errorType ?? 'Error', message: memory.errorMessage ?? '' });
  }

  private async perform<T>(call: StepCall, memory: StepMemory | null, work: StepWork<T>, visit: Visit | null): Promise<Done> {
    const { flow } = this;
    const before = memory?.attempts ?? 0;
    const startedAt = new Date();
    const started = performance.now();
    const outcome = await settle(() => places.run(work.place, () => work.code(before)));
    const durationMs = storableCount(Math.round(performance.now() - started));
    if (flow.isOver) return flow.never();
    const spent = addSpent(memory ?? nothingSpent, (await flow.orCrash(async () => work.spent?.())) ?? nothingSpent);
    const base = { ...call, attempts: before + 1, startedAt, durationMs, ...spent, exposureId: visit?.exposed.id ?? null };
    if (outcome.kind === 'failed') return this.failStep(base, outcome.error, work, visit);
    const kept = await flow.orCrash(() => work.keep(outcome.value));
    let output: string | null;
    try {
      output = jsonText(kept.value);
    } catch (error) {
      const where = `What the step "${call.externalId}" returned can't be remembered: ${failedBy(error).message}.`;
      return this.failStep(base, new NonRetriableError(where), work, visit);
    }
    await flow.commit({ ...base, status: 'COMPLETED', output, ...endedWell }, kept.notes);
    this.addTo(visit, base);
    return { kind: 'given', output: output === null ? undefined : JSON.parse(output) };
  }

  private async failStep<T>(
    base: Omit<StepRecord, 'status' | 'turn' | 'output' | 'errorType' | 'errorMessage' | 'retryAt'>,
    error: unknown,
    work: StepWork<T>,
    visit: Visit | null,
  ): Promise<Done> {
    const { flow } = this;
    const failure = failedBy(error);
    const isFinal = isNonRetriable(error) || base.attempts > flow.retries;
    const retryAt = isFinal ? null : new Date(Date.now() + flow.backoffMs(base.attempts));
    await flow.commit({
      ...base,
      status: isFinal ? 'FAILED' : 'RETRYING',
      output: null,
      errorType: failure.type,
      errorMessage: failure.message,
      retryAt,
    });
    if (retryAt) return { kind: 'wait', until: retryAt.getTime(), failure };
    this.addTo(visit, base);
    // For the log: of what is thrown in another process, it has the words alone.
    throw Object.assign(work.error(failure), { cause: error });
  }

  /** A step that ends later than its variant changes how the variant did. */
  private addTo(visit: Visit | null, spend: StepSpend): void {
    for (const { exposed } of visit?.all() ?? []) {
      exposed.add(spend);
      if (!exposed.isOpen) this.flow.note({ outcomes: [exposed.outcome()] });
    }
  }
}

const endedWell = { errorType: null, errorMessage: null, retryAt: null };

type Settled<T> = { kind: 'given'; value: T } | { kind: 'failed'; error: unknown };

async function settle<T>(code: () => T | Promise<T>): Promise<Settled<T>> {
  try {
    return { kind: 'given', value: await code() };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

/** The error of a step of the user's code. */
export function stepError(id: string): (failure: Failed) => Error {
  return ({ type, message }) => new StepError(id, type, message);
}
