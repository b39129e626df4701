import type { BegunAttempt } from '../../domain/functions/begin-attempts.js';
import type { AttemptEnd, Work } from '../../domain/functions/work.js';
import type { ExposedTo, ShownExperiment } from '../../domain/live/expose.js';
import { encodeId } from '../../ids.js';
import type { InvocableFunction } from '../define-function.js';
import { isNonRetriable, isStepError } from '../errors.js';
import { jsonText } from '../json-text.js';
import type { HandlerContext, HandlerLogger } from '../types.js';
import { failedBy } from './failed.js';
import { Flow, type Over } from './flow.js';
import { Group } from './group.js';
import { Memory } from './memory.js';
import type { PriceTokens } from './spending.js';
import { createStepTools } from './step-tools.js';
import { Steps } from './steps.js';

/** After whoever worked on a run was lost so often, it is the run that is at fault: it takes too much memory, or ends the process. */
const mostLost = 20;

/** What an attempt needs of the process that makes it. */
export interface AttemptServices {
  commit(work: Work): Promise<boolean>;
  show(shown: ShownExperiment): Promise<ExposedTo>;
  price: PriceTokens;
  /** How long to wait, in milliseconds, after so many failures. */
  backoffMs(failures: number): number;
  logger: HandlerLogger;
  /** How long a call of the handler may take where the function does not say, in milliseconds. */
  timeoutMs: number;
  /** Whether it is to give the run back at once: its worker is closing. */
  isDraining?: boolean;
  /** How long a new step waits for those that ended before to be asked for, in milliseconds. */
  patienceMs?: number;
}

/** One call of a function's handler for a run. */
export interface Attempt {
  /** How it ended, once that is durable. Rejects where what it takes failed: the run is as it was, and has to be taken up again. */
  over: Promise<Over>;
  /** What the handler threw, for the log. */
  thrown(): unknown;
  /** Nobody is interested any more. */
  cancel(): void;
  /** Lets the steps that are under way end, and begins no more. */
  drain(): void;
}

/** Calls the handler of a run with the tools by which what it has done before is not done again. */
export function startAttempt(fn: InvocableFunction, begun: BegunAttempt, services: AttemptServices): Attempt {
  const { definition, handler } = fn;
  const memory = new Memory(definition.externalId, begun.steps, begun.retries);
  const flow: Flow = new Flow({
    runId: begun.id,
    attempt: begun.attempts,
    memory,
    retries: definition.retries,
    backoffMs: services.backoffMs,
    commit: services.commit,
    notesAtEnd: (end) => group.notesAtEnd(end),
    patienceMs: services.patienceMs,
  });
  const steps = new Steps(flow);
  const group = new Group(begun.id, flow, steps, services.show, begun.steps);
  const tools = createStepTools(flow, steps, group, services.price);
  const context: HandlerContext<never, never> = {
    // Its worker calls it with events of its triggers alone.
    event: eventOf(begun) as HandlerContext<never, never>['event'],
    step: {
      run: (id, code) => forLater(tools.run(id, code)),
      score: (name, value) => forLater(tools.score(name, value)),
    },
    // The types that a caller sees follow from its variants, which are not known here.
    group: { experiment: (id, options) => forLater(group.experiment(id, options as never)) as Promise<never> },
    runId: encodeId('functionRun', begun.id),
    attempt: begun.attempts - 1,
    logger: services.logger,
  };

  let thrown: unknown;
  const handles = { thrown: () => thrown, cancel: () => flow.supersede(), drain: () => flow.drain() };
  const endAtOnce = begun.lost > mostLost ? lostTooOften(begun.lost) : services.isDraining ? ({ kind: 'YIELD' } as const) : null;
  if (endAtOnce) {
    flow.end(endAtOnce);
    return { over: flow.over, ...handles };
  }
  const timeoutMs = definition.timeoutMs ?? services.timeoutMs;
  const timer = setTimeout(() => flow.end(timedOut()), timeoutMs);
  void call().then((end) => flow.handlerEnded(end));
  return { over: flow.over.finally(() => clearTimeout(timer)), ...handles };

  async function call(): Promise<AttemptEnd> {
    let value: unknown;
    try {
      value = await handler(context);
    } catch (error) {
      return endAfter(error);
    }
    const missing = memory.unclaimed();
    if (missing) return failedFor(memory.changed(missing, 'the handler no longer asks for it'));
    try {
      return { kind: 'COMPLETED', output: jsonText(value) };
    } catch (error) {
      const where = `What the function "${definition.externalId}" returned can't be stored: ${failedBy(error).message}.`;
      return failedFor(new TypeError(where));
    }
  }

  function endAfter(error: unknown): AttemptEnd {
    thrown = error;
    const isFinal = isNonRetriable(error) || isStepError(error) || begun.failures >= definition.retries;
    return isFinal ? failedFor(error) : again(error);
  }

  function timedOut(): AttemptEnd {
    const steps = flow.stepsUnderWay.map((id) => `"${id}"`).join(', ');
    const where = steps === '' ? '' : `: under way was ${steps}`;
    const error = new Error(
      `The handler of "${definition.externalId}" had not ended after ${timeoutMs} ms. Give the function a longer timeoutMs, or find what it waits for${where}.`,
    );
    error.name = 'TimeoutError';
    return endAfter(error);
  }

  function again(error: unknown): AttemptEnd {
    const { type, message } = failedBy(error);
    const retryAt = new Date(Date.now() + services.backoffMs(begun.failures + 1));
    return { kind: 'RETRY', retryAt, failures: 1, errorType: type, errorMessage: message };
  }
}

/** What a handler may wait for later than it fails: nobody waiting for it yet must not end the process. */
function forLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function lostTooOften(times: number): AttemptEnd {
  const message = `The worker was lost ${times} times while it was at this run: it may take too much memory, or end the process.`;
  return { kind: 'FAILED', errorType: 'WorkerLost', errorMessage: message };
}

function failedFor(error: unknown): AttemptEnd {
  const { type, message } = failedBy(error);
  return { kind: 'FAILED', errorType: type, errorMessage: message };
}

function eventOf({ eventId, eventExternalId, eventName, eventData, eventCreatedAt }: BegunAttempt) {
  return { id: eventExternalId ?? encodeId('event', eventId), name: eventName, data: eventData, createdAt: eventCreatedAt };
}
