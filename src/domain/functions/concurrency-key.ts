import { hashJson, isJsonObject, type Json } from '../../json.js';

/** What a path to a key has to look like: `event.data.` and names, such as `event.data.user.id`. */
export const keyPath = /^event\.data(\.[A-Za-z_$][\w$]*)+$/;

/** Longer values are told apart by their hashes: they are in an index, whose entries take less than 3 KB. */
const longestKey = 200;

/**
 * The value that a function limits its runs by, as text: strings as they are, else JSON; empty where the event has nothing there,
 * so that events without it count together.
 *
 * @param path such as `event.data.userId`.
 */
export function concurrencyKeyOf(path: string, data: Json): string {
  let value: Json | undefined = data;
  for (const name of path.split('.').slice(2)) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestKey ? hashJson(text).toString('hex') : text;
}
