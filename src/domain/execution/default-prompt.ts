import { isJsonObject, type Json } from '../../json.js';

/** The prompt of a variant that has none: an input that is text, or has one field and that is text, as it is; any other as JSON. */
export function defaultPrompt(input: Json): string {
  if (typeof input === 'string') return input;
  const [only, ...others] = isJsonObject(input) ? Object.values(input) : [];
  return typeof only === 'string' && others.length === 0 ? only : JSON.stringify(input);
}
