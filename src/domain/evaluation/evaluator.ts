import type { z } from 'zod';
import type { EvaluatorKind } from '../../database/client.js';
import type { ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Json, JsonObject } from '../../json.js';
import type { Fault, Usage } from '../../models/outcome.js';
import type { Call, Item, Plan } from '../execution/executor.js';
import type { Scope } from '../scope.js';

/** What an evaluator judges: a result without error. (An errored result scores 0 without being judged.) */
export interface Subject {
  item: Item;
  output: Json;
}

/** What an evaluator thinks of a subject. */
export interface Verdict {
  /** 0 to 1. */
  value: number;
  /** Why, in a sentence for a person. */
  explanation: string | null;
}

/** An evaluator that needs nothing but the subject: pure. */
export interface LocalEvaluator<C = unknown> {
  readonly where: 'local';
  readonly kind: EvaluatorKind;
  /** The threshold where none is given. */
  readonly threshold: number;
  readonly configuration: z.ZodType<C>;
  /** @returns null where there is nothing to judge by (no `expectedOutput`): no score then, rather than 0. */
  judge(subject: Subject, configuration: C): Verdict | null;
}

/** One attempt at one judgement. */
export interface Judgement extends Call {
  evaluatorId: Id<'evaluator'>;
}

/** An evaluator that asks a model or a service. Its calls go through a lane, like an executor's. */
export interface RemoteEvaluator<C = unknown> {
  readonly where: 'remote';
  readonly kind: EvaluatorKind;
  readonly threshold: number;
  readonly configuration: z.ZodType<C>;
  /** Resolves the names in a configuration; `field` paths of the error start with `configuration`. */
  plan(configuration: C, scope: Scope): Promise<Plan | ValidationError>;
  /** Asks once; retrying is the caller's. */
  judge(subject: Subject, plan: JsonObject, call: Judgement, scope: Scope): Promise<RemoteVerdict | Fault>;
}

export interface RemoteVerdict extends Verdict {
  kind: 'verdict';
  usage: Usage | null;
  /** US dollars as a decimal string; null where the price is unknown. */
  cost: string | null;
}

export type EvaluatorDefinition = LocalEvaluator | RemoteEvaluator;

/** An evaluator as a run keeps it from its start. */
export interface EvaluatorSnapshot {
  id: string;
  name: string;
  kind: EvaluatorKind;
  configuration: JsonObject;
  threshold: number;
  /** Of a remote evaluator; null for a local one. */
  plan: Plan | null;
}

/** One evaluator's score of one result. */
export type Score = {
  evaluatorId: string;
  usage: Usage | null;
  cost: string | null;
} & (
  | { value: number; passed: boolean; explanation: string | null; error: null }
  | { value: null; passed: null; explanation: null; error: { type: string; message: string } }
);

/** The evaluators that a run kept from its start; its column holds what `startRuns` wrote. */
export function evaluatorsOf(run: { evaluators: unknown }): EvaluatorSnapshot[] {
  return run.evaluators as EvaluatorSnapshot[];
}
