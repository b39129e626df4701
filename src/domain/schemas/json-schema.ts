import { Ajv, type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ValidationError } from '../../failures.js';
import { checkOptionalParts } from '../evaluation/patterns.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';

const dialects = {
  'https://json-schema.org/draft/2020-12/schema': Ajv2020,
  'http://json-schema.org/draft-07/schema': Ajv,
};
/** The dialect of a schema that names none. */
const defaultDialect = 'https://json-schema.org/draft/2020-12/schema';
/** Patterns that can't be compiled in a moment are refused here, before they reach a worker. */
const checkedPattern = Object.assign(
  (source: string, flags: string) => {
    checkOptionalParts(source);
    return new RegExp(source, flags);
  },
  { code: 'checkedPattern' },
);
/** In bytes of JSON. Model providers take no larger ones either. */
const sizeLimit = 128 * 1024;

/**
 * Checks that a value is a JSON Schema of an object, in draft 2020-12 or draft-07 (whichever its `$schema` names), that
 * refers to nothing outside itself. Unknown keywords and formats are allowed and mean nothing.
 *
 * @returns the schema, or an error whose `field` says where it is wrong.
 */
export function checkJsonSchema(value: Json, field = 'jsonSchema'): JsonObject | ValidationError {
  if (!isJsonObject(value)) return new ValidationError(`${field} is not a JSON Schema: give an object.`, { field });
  const size = Buffer.byteLength(JSON.stringify(value));
  if (size > sizeLimit) return new ValidationError(`${field} has ${size} bytes. Give at most ${sizeLimit}.`, { field });

  const dialect = dialectOf(value);
  if (!dialect) {
    return new ValidationError(
      `${field}.$schema names a dialect that is not supported. Leave it out for draft 2020-12, or give one of ${Object.keys(dialects).join(', ')}.`,
      { field: `${field}.$schema` },
    );
  }
  // Without a logger, ajv keeps quiet about formats it does not know. An instance keeps what it compiled, so each check has its own.
  const ajv = new dialect({ strict: false, logger: false, code: { regExp: checkedPattern } });
  addFormats.default(ajv);
  if (ajv.validateSchema(value) !== true) return misformed(field, ajv.errors ?? []);
  if (value.type !== 'object') {
    return new ValidationError(`${field} does not describe an object. Give it "type": "object" at its root.`, {
      field: `${field}.type`,
    });
  }
  if (value.$async !== undefined)
    return new ValidationError(`${field}.$async is not part of JSON Schema. Leave it out.`, { field: `${field}.$async` });
  try {
    ajv.compile(value);
    return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const path = field + (pathOfUncompilable(value, error) ?? '');
    return new ValidationError(`${path} does not compile: ${reason}.`, { field: path });
  }
}

function dialectOf(schema: JsonObject): typeof Ajv | typeof Ajv2020 | null {
  const named = schema.$schema ?? defaultDialect;
  const found = Object.entries(dialects).find(([uri]) => typeof named === 'string' && uri === named.replace(/#$/, ''));
  return found ? found[1] : null;
}

function misformed(field: string, errors: ErrorObject[]): ValidationError {
  const [first] = errors;
  if (!first) return new ValidationError(`${field} is not a JSON Schema.`, { field });
  const keys = first.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = field + keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');
  const allowed = first.keyword === 'enum' ? `: ${first.params.allowedValues.join(', ')}` : '';
  return new ValidationError(`${path} is not JSON Schema: it ${first.message}${allowed}.`, { field: path });
}

/** Where the keyword stands that ajv could not compile: its own errors name a reference or a pattern, but not the place. */
function pathOfUncompilable(node: Json, error: unknown): string | null {
  if (Array.isArray(node))
    return firstPath(
      node.map((element, index) => [`[${index}]`, element]),
      error,
    );
  if (!isJsonObject(node)) return null;
  const reference = error instanceof Ajv.MissingRefError ? error.missingRef : null;
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref' && typeof value === 'string' && reference?.endsWith(value)) return '.$ref';
    if (key === 'pattern' && typeof value === 'string' && !isPattern(value)) return '.pattern';
    if (key === 'enum' && Array.isArray(value) && value.length === 0) return '.enum';
  }
  return firstPath(
    Object.entries(node).map(([key, value]) => [`.${key}`, value]),
    error,
  );
}

function firstPath(children: [path: string, node: Json][], error: unknown): string | null {
  for (const [path, node] of children) {
    const found = pathOfUncompilable(node, error);
    if (found !== null) return path + found;
  }
  return null;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
