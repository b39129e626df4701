import type { ExperimentType } from '../../database/client.js';
import type { ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Json, JsonObject } from '../../json.js';
import type { Outcome } from '../../models/outcome.js';
import type { Scope } from '../scope.js';

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

export interface ExecutionRequest {
  /** `values` of the plan. */
  plan: JsonObject;
  item: Item;
  resultId: Id<'result'>;
  /** Aborts when the run is cancelled or the process stops; an aborted call may reject. Executors add their own time-out. */
  signal: AbortSignal;
}

/** Runs the variants of one type. Nothing outside an executor looks inside a configuration. */
export interface Executor {
  readonly type: ExperimentType;
  /**
   * Checks a configuration and resolves its names. Called when a variant is saved, for the error alone, and when a run
   * starts. The error names the field, as a path that starts with `configuration`.
   */
  plan(configuration: JsonObject, scope: Scope): Promise<Plan | ValidationError>;
  /**
   * Tries the `values` of a plan on some of the items, before a run is started over all of them. Only what fits none of
   * them is an error: an item that is odd by itself becomes an errored result.
   */
  check?(plan: JsonObject, items: Item[]): ValidationError | null;
  /** Asks for one answer, once; retrying is the caller's. */
  execute(request: ExecutionRequest, scope: Scope): Promise<Outcome>;
}
