import { z } from 'zod';
import { ValidationError } from '../../failures.js';
import { deepestNesting, isTooDeep, type Json } from '../../json.js';
import { messageOf } from './issue-message.js';

/** Any JSON, as it is: who gives it has parsed it, and {@link parseGiven} sees to it that it is not too deep for anyone. */
export const givenJson = z.custom<Json>((value) => value !== undefined, 'give any JSON');

/**
 * Parses what a caller gave, with an error that names the first field that does not fit or is nested too deep.
 *
 * @param root what the fields are part of, such as `configuration`; left out where they are arguments themselves.
 */
export function parseGiven<T>(schema: z.ZodType<T>, value: unknown, root?: string): T | ValidationError {
  const deep = partTooDeep(value);
  if (deep !== null) {
    const field = pathOf(root, [deep]);
    return new ValidationError(`${field}: give at most ${deepestNesting} lists and objects inside each other.`, { field });
  }
  const parsed = schema.safeParse(value, { reportInput: true, error: messageOf });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const field = pathOf(root, [...issue.path, issue.keys[0] ?? '']);
    const names = issue.path.length === 0 ? namesIn(schema) : [];
    const known = names.length > 0 ? ` The fields there are: ${names.join(', ')}.` : '';
    return new ValidationError(`${unknownField(field)}${known}`, { field });
  }
  const field = pathOf(root, issue?.path ?? []);
  const missing = issue?.code === 'invalid_type' && issue.input === undefined;
  return new ValidationError(missing ? `${field} is missing.` : `${field}: ${issue?.message ?? 'not valid'}.`, { field });
}

/** What is said first of a field that is none. */
export function unknownField(field: string): string {
  return `${field} is not a field that is known here.`;
}

/** The key or the place of the first part of a value that is nested too deep; null where none is. */
function partTooDeep(value: unknown): PropertyKey | null {
  if (typeof value !== 'object' || value === null) return null;
  const [key = null] = Object.entries(value).find(([, part]) => isTooDeep(part)) ?? [];
  return Array.isArray(value) && key !== null ? Number(key) : key;
}

/** The fields of an object, also of one that is transformed when it has been checked. */
function namesIn(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodPipe) return namesIn(schema.in);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function pathOf(root: string | undefined, path: PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, root ?? '');
}
