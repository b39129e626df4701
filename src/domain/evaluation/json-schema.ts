import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { canonicalJson, isJsonObject, type JsonObject } from '../../json.js';
import { answerIn, answerOptions, structureIn, withNormalizedStrings } from './answer.js';
import type { LocalEvaluator } from './evaluator.js';
import { compilePattern, matches } from './patterns.js';

const guardedPattern = Object.assign(
  (source: string) => {
    const pattern = compilePattern(source);
    // ajv tells patterns apart by their text.
    return { test: (text: string) => matches(pattern, text), toString: () => String(pattern) };
  },
  { code: 'guardedPattern' },
);
const settings: Options = { strict: false, logger: false, code: { regExp: guardedPattern } };

// Compiling takes milliseconds, and a run judges thousands of results by one schema.
const compiled = new LRUCache<string, ValidateFunction>({ max: 200 });

const Configuration = z.strictObject({
  ...answerOptions([]),
  /** The JSON Schema itself: draft 2020-12, or draft-07 where its `$schema` says so. */
  schema: z.custom<JsonObject>(isJsonObject, 'must be a JSON Schema: an object').transform((schema, context) => {
    try {
      return validatorOf(schema);
    } catch (error) {
      context.addIssue({ code: 'custom', message: `does not compile: ${error instanceof Error ? error.message : error}` });
      return z.NEVER;
    }
  }),
});

/** Whether the answer is valid against a schema. Text is judged as it is, and else as the JSON that it holds. */
export const jsonSchema: LocalEvaluator<z.output<typeof Configuration>> = {
  where: 'local',
  kind: 'JSON_SCHEMA',
  threshold: 1,
  configuration: Configuration,
  judge({ output }, options) {
    const answer = answerIn(output, options);
    if (!answer.found) return { value: 0, explanation: answer.explanation };
    const value = withNormalizedStrings(answer.value, options);
    const validate = options.schema;
    if (validate(value)) return { value: 1, explanation: null };
    const held = typeof value === 'string' ? structureIn(value) : null;
    if (held !== null && validate(held)) return { value: 1, explanation: null };
    const [first] = validate.errors ?? [];
    return { value: 0, explanation: `${first?.instancePath || 'The answer'} ${first?.message ?? 'is not valid'}.` };
  },
};

/** @throws Error for what is not a schema, or refers outside itself. */
function validatorOf(schema: JsonObject): ValidateFunction {
  const text = canonicalJson(schema);
  const known = compiled.get(text);
  if (known) return known;
  if (schema.$async !== undefined) throw new Error('"$async" is not part of JSON Schema');
  // An instance keeps what it compiled, so each schema has its own.
  const ajv = /draft-0[67]/.test(canonicalJson(schema.$schema ?? null)) ? new Ajv(settings) : new Ajv2020(settings);
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  compiled.set(text, validate);
  return validate;
}
