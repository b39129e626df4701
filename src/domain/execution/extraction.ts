import { z } from 'zod';
import type { OutputSchemaVersion } from '../../database/client.js';
import { isFailure, ValidationError } from '../../failures.js';
import { decodeId } from '../../ids.js';
import type { JsonObject } from '../../json.js';
import type { Outcome } from '../../models/outcome.js';
import { extractByRules, isRulesStrategy } from '../../models/rules/rules.js';
import { askModel } from '../providers/ask-model.js';
import { type ResolvedModel, resolveModel } from '../providers/resolve-model.js';
import { findOutputSchemaVersion } from '../schemas/output-schemas.js';
import type { Scope } from '../scope.js';
import { documentOf } from './document.js';
import type { Executor, Plan } from './executor.js';
import { parseGiven } from './parse-given.js';
import { permanentFault } from './permanent-fault.js';
import { misfitOf } from './schema-validator.js';

/** A document to structured JSON. */
const Configuration = z.strictObject({
  model: z.string(),
  schemaId: z.string(),
  /** The number of the schema's version; without one, the latest when the run starts. */
  schemaVersion: z.int().min(1).optional(),
  /** What the model is told beside the schema. */
  instructions: z.string().optional(),
});

type Values = {
  model: ResolvedModel;
  schemaVersionId: string;
  /** The number of the schema's version. */
  schemaVersion: number;
  jsonSchema: JsonObject;
  instructions: string | null;
};

const task =
  'Extract what the JSON schema asks for from the document. Take every value from the document itself; leave out what it does not say.';

/** Runs the variants of type EXTRACTION: an output that fits the schema, or a `schema_mismatch`. */
export const extractionExecutor: Executor = {
  type: 'EXTRACTION',

  async plan({ configuration }, scope): Promise<Plan | ValidationError> {
    const given = parseGiven(Configuration, configuration, 'configuration');
    if (isFailure(given)) return given;
    const model = await resolveModel(scope, given.model);
    if (isFailure(model)) return model;
    const version = await namedVersion(scope, given.schemaId, given.schemaVersion);
    if (isFailure(version)) return version;
    const values: Values = {
      model,
      schemaVersionId: version.id,
      schemaVersion: version.number,
      jsonSchema: version.jsonSchema as JsonObject,
      instructions: given.instructions ?? null,
    };
    return { lane: model.lane, values };
  },

  async execute({ plan, item, signal }, scope): Promise<Outcome> {
    const values = plan as Values;
    const { jsonSchema, instructions, schemaVersionId } = values;
    const document = documentOf(item.input);
    const outcome =
      values.model.kind === 'RULES'
        ? askRules(values.model.model, jsonSchema, document)
        : await askModel(scope, values.model, {
            system: instructions ? `${task}\n\n${instructions}` : task,
            prompt: document,
            jsonSchema,
            signal,
          });
    if (outcome.kind === 'fault') return outcome;
    const misfit = misfitOf(schemaVersionId, jsonSchema, outcome.output);
    return misfit === null
      ? outcome
      : permanentFault('schema_mismatch', `The answer does not fit the schema: ${misfit}.`, outcome);
  },
};

function askRules(strategy: string, jsonSchema: JsonObject, document: string): Outcome {
  if (!isRulesStrategy(strategy)) {
    return permanentFault(
      'unknown_strategy',
      `The provider rules no longer has the strategy "${strategy}". Choose another, and start a new run.`,
    );
  }
  const began = performance.now();
  const output = extractByRules(strategy, jsonSchema, document);
  return {
    kind: 'answer',
    output,
    usage: { inputTokens: 0, outputTokens: 0 },
    cost: '0',
    durationMs: Math.round(performance.now() - began),
  };
}

async function namedVersion(
  scope: Scope,
  schemaId: string,
  number: number | undefined,
): Promise<OutputSchemaVersion | ValidationError> {
  const id = decodeId('outputSchema', schemaId);
  const version = id === null ? null : await findOutputSchemaVersion(scope, id, number);
  if (version) return version;
  const latest = id === null || number === undefined ? null : await findOutputSchemaVersion(scope, id);
  if (latest) {
    return new ValidationError(`The schema ${schemaId} has no version ${number}. Its latest is ${latest.number}.`, {
      code: 'UNKNOWN_SCHEMA',
      field: 'configuration.schemaVersion',
    });
  }
  return new ValidationError(
    `There is no output schema "${schemaId}" in this organization. Add it with addOutputSchema, and give its id (sch_…).`,
    {
      code: 'UNKNOWN_SCHEMA',
      field: 'configuration.schemaId',
    },
  );
}
