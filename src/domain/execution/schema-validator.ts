import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { LRUCache } from 'lru-cache';
import type { Json, JsonObject } from '../../json.js';
import { checkOptionalParts, matches } from '../evaluation/patterns.js';

const mostReasons = 5;

/** A schema's `pattern` under a watchdog: a hostile one must not stop a worker. */
const guardedPattern = Object.assign(
  (source: string, flags: string) => {
    checkOptionalParts(source);
    const pattern = new RegExp(source, flags);
    // ajv tells patterns apart by their text.
    return { test: (text: string) => matches(pattern, text), toString: () => String(pattern) };
  },
  // What ajv would write for it into standalone code, which is not made here.
  { code: 'guardedPattern' },
);

const validators = new LRUCache<string, ValidateFunction>({ max: 500 });

/**
 * Why a value does not fit a JSON Schema (draft 2020-12, or draft-07 where its `$schema` says so), or null where it does.
 *
 * @param versionId of the schema's version, which never changes: it is compiled once.
 */
export function misfitOf(versionId: string, jsonSchema: JsonObject, value: Json): string | null {
  const validate = validators.get(versionId) ?? compile(jsonSchema);
  validators.set(versionId, validate);
  try {
    if (validate(value)) return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const reasons = (validate.errors ?? []).map(
    ({ instancePath, message = 'does not fit' }) => `${instancePath || 'the answer'} ${message}`,
  );
  const more = reasons.length > mostReasons ? `, and ${reasons.length - mostReasons} more` : '';
  return reasons.slice(0, mostReasons).join('; ') + more;
}

function compile(jsonSchema: JsonObject): ValidateFunction {
  const { $schema } = jsonSchema;
  const dialect = typeof $schema === 'string' && $schema.includes('draft-07') ? Ajv : Ajv2020;
  // An instance of its own: one that is shared refuses a second schema with the same $id.
  const ajv = new dialect({ strict: false, logger: false, allErrors: true, code: { regExp: guardedPattern } });
  addFormats.default(ajv);
  return ajv.compile(jsonSchema);
}
