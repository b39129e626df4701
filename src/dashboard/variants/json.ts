/** What JSON holds, given as an object with keys. */
export type JsonObject = Record<string, unknown>;

/** JSON that was read, or why it could not be. */
export type ReadJson<Value> = { value: Value } | { misfit: string };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads JSON that somebody has written. */
export function readJson(text: string): ReadJson<unknown> {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { misfit: `This is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Reads a JSON object that somebody has written. */
export function readJsonObject(text: string): ReadJson<JsonObject> {
  const read = readJson(text);
  if ('misfit' in read) return read;
  return isJsonObject(read.value) ? { value: read.value } : { misfit: 'This is no JSON object: write { "key": value }.' };
}

/** JSON as it is shown to be edited. */
export function writtenJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** JSON in one line, such as a present value beside a field. */
export function shortJson(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

/** Whether two values are the same JSON: the order of keys does not count. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((entry, place) => isSameJson(entry, other[place]));
  if (!isJsonObject(one) || !isJsonObject(other)) return Object.is(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]))
  );
}
