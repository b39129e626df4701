import type { ExperimentType } from '../../database/client.js';
import type { ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Json, JsonObject } from '../../json.js';
import type { Fault, Outcome } from '../../models/outcome.js';
import type { Scope } from '../scope.js';
import type { StepInScope } from '../steps/scope.js';

/** An item as executors and evaluators see it. */
export interface Item {
  id: Id<'datasetItem'>;
  externalId: string;
  input: Json;
  /** Null: none is known. */
  expectedOutput: Json;
  metadata: Json;
}

/**
 * What an executor made of a configuration: every name in it resolved, prices copied, no secret. It is stored with the
 * run when the run starts, so that what is changed afterwards does not change the run.
 */
export interface Plan {
  /** The queue that the calls go through: all calls to one provider or endpoint share one. See lanes.ts. */
  lane: string;
  values: JsonObject;
}

/** What a plan is made of: the effective configuration of a variant, and what of its experiment may matter. */
export interface PlanSubject {
  configuration: JsonObject;
  /** Null for a variant that is not saved yet. */
  variantId: Id<'variant'> | null;
  /** What the configuration says otherwise than that of the baseline. */
  overrides: JsonObject;
  experimentId: Id<'experiment'>;
  /** The app that the experiment calls; null where none was chosen. */
  endpointId: Id<'endpoint'> | null;
  /** The inference steps in scope, in their order. */
  steps: readonly StepInScope[];
}

/** One attempt at one call for a result to be. */
export interface Call {
  resultId: Id<'result'>;
  /** 1 for the first. */
  attempt: number;
  /** How often the failed items of the run were tried again: a request of an earlier round is another message. */
  retries: number;
  /** Aborts when the run is cancelled or the process stops; an aborted call may reject. Executors add their own time-out. */
  signal: AbortSignal;
}

export interface ExecutionRequest extends Call {
  runId: Id<'run'>;
  /** `values` of the plan. */
  plan: JsonObject;
  item: Item;
  /** 0 for the first trial of the item in the run. */
  trial: number;
}

/** The call was taken, and is answered later: by then it is looked at again, or once its answer is told of. */
export interface Awaiting {
  kind: 'awaiting';
  until: Date;
}

/** Runs the variants of one type. Nothing outside an executor looks inside a configuration. */
export interface Executor {
  readonly type: ExperimentType;
  /**
   * Checks a configuration and resolves its names. Called when a variant is saved, for the error alone, and when a run
   * starts. The error names the field, as a path that starts with `configuration`.
   */
  plan(subject: PlanSubject, scope: Scope): Promise<Plan | ValidationError>;
  /**
   * Tries the `values` of a plan on some of the items, before a run is started over all of them. Only what fits none of
   * them is an error: an item that is odd by itself becomes an errored result.
   */
  check?(plan: JsonObject, items: Item[]): ValidationError | null;
  /** Asks for one answer, once; retrying is the caller's. Asked again after it has awaited one, it does not repeat the call. */
  execute(request: ExecutionRequest, scope: Scope): Promise<Outcome | Awaiting>;
  /**
   * Told of a fault that nothing is tried against any more, before it becomes a result.
   *
   * @returns what the result is then made of: an answer that came otherwise in the meantime, or else the fault.
   */
  conclude?(resultId: Id<'result'>, fault: Fault, scope: Scope): Promise<Outcome>;
}
