import { isJsonObject, type Json } from '../../json.js';

/** The text that extraction reads: an input that is text, its field `document` or `text`, or else its JSON. */
export function documentOf(input: Json): string {
  if (typeof input === 'string') return input;
  const named = isJsonObject(input) ? [input.document, input.text] : [];
  return named.find((value) => typeof value === 'string') ?? JSON.stringify(input);
}
