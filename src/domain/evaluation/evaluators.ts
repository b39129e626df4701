import type { EvaluatorKind } from '../../database/client.js';
import { isFailure, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { JsonObject } from '../../json.js';
import { parseGiven } from '../execution/parse-given.js';
import type { Plan } from '../execution/executor.js';
import type { Scope } from '../scope.js';
import { contains } from './contains.js';
import type { EvaluatorDefinition, EvaluatorSnapshot } from './evaluator.js';
import { exactMatch } from './exact-match.js';
import { grounding } from './grounding.js';
import { jsonSchema } from './json-schema.js';
import { levenshtein } from './levenshtein.js';
import { llmJudge } from './llm-judge.js';
import { numeric } from './numeric.js';
import { regex } from './regex.js';
import { webhook } from './webhook.js';

/** Every kind of evaluator that there is. */
export const evaluatorDefinitions: Record<EvaluatorKind, EvaluatorDefinition> = {
  EXACT_MATCH: exactMatch,
  GROUNDING: grounding,
  JSON_SCHEMA: jsonSchema,
  CONTAINS: contains,
  REGEX: regex,
  NUMERIC: numeric,
  LEVENSHTEIN: levenshtein,
  LLM_JUDGE: llmJudge,
  WEBHOOK: webhook,
};

/**
 * Checks an evaluator's configuration, and resolves the names in that of a remote one.
 *
 * @returns the plan of a remote evaluator, null for a local one, or an error whose `field` starts with `configuration`.
 */
export async function planEvaluator(
  scope: Scope,
  kind: EvaluatorKind,
  configuration: JsonObject,
): Promise<Plan | null | ValidationError> {
  const definition = evaluatorDefinitions[kind];
  const parsed = parseGiven(definition.configuration, configuration, 'configuration');
  if (parsed instanceof ValidationError || definition.where === 'local') return parsed instanceof ValidationError ? parsed : null;
  return definition.plan(parsed, scope);
}

/** The evaluators of an experiment as a run keeps them from its start, in the order in which they were added. */
export async function snapshotEvaluators(
  scope: Scope,
  experimentId: Id<'experiment'>,
): Promise<EvaluatorSnapshot[] | ValidationError> {
  const rows = await scope.db.evaluator.findMany({
    where: { experimentId, removedAt: null, experiment: { organizationId: scope.organizationId } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const snapshots: EvaluatorSnapshot[] = [];
  for (const { id, name, kind, configuration, threshold } of rows) {
    const plan = await planEvaluator(scope, kind, configuration as JsonObject);
    if (isFailure(plan))
      return new ValidationError(`The evaluator "${name}" cannot judge: ${plan.message}`, {
        code: plan.code,
        field: plan.field ?? undefined,
      });
    snapshots.push({ id, name, kind, configuration: configuration as JsonObject, threshold, plan });
  }
  return snapshots;
}
