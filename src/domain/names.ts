import { ValidationError } from '../failures.js';
import { storableText } from '../json.js';

/** In characters. */
export const nameLimit = 200;
const descriptionLimit = 10_000;

/** A name as it is stored: trimmed, 1 to 200 characters. */
export function readName(text: string, field = 'name'): string | ValidationError {
  const name = storableText(text).trim();
  if (name === '') return new ValidationError(`${field} is empty. Give 1 to ${nameLimit} characters.`, { field });
  return withinLimit(name, nameLimit, field);
}

/** A description as it is stored: trimmed, up to 10,000 characters; an empty one is none. */
export function readDescription(text: string | null, field = 'description'): string | null | ValidationError {
  if (text === null) return null;
  return withinLimit(storableText(text).trim(), descriptionLimit, field) || null;
}

function withinLimit(text: string, limit: number, field: string): string | ValidationError {
  // Counted by code points, so that one written as a surrogate pair counts once.
  const { length } = Array.from(text);
  if (length <= limit) return text;
  return new ValidationError(`${field} has ${length} characters. Give at most ${limit}.`, { field });
}
