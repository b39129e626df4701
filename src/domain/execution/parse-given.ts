import { z } from 'zod';
import { ValidationError } from '../../failures.js';
import { messageOf } from './issue-message.js';

/**
 * Parses what a caller gave, with an error that names the first field that does not fit.
 *
 * @param root what the fields are part of, such as `configuration`; left out where they are arguments themselves.
 */
export function parseGiven<T>(schema: z.ZodType<T>, value: unknown, root?: string): T | ValidationError {
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
