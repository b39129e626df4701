import { ValidationError } from '../failures.js';
import { isJsonObject, type Json, type JsonObject } from '../json.js';

/**
 * The JSON object that a mutation was given.
 *
 * @throws ValidationError when it is another JSON value.
 */
function givenObject(value: Json, field: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new ValidationError(`${field} has to be a JSON object, such as {"key": "value"}.`, { field });
}

/** {@link givenObject} for an argument that may be left out, or be null to take something away. */
export function givenObjectOrNone(value: Json | undefined, field: string): JsonObject | null | undefined {
  return value === null || value === undefined ? value : givenObject(value, field);
}
