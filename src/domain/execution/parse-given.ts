import { z } from 'zod';
import { ValidationError } from '../../failures.js';

/**
 * Parses what a caller gave, with an error that names the first field that does not fit.
 *
 * @param root what the fields are part of, such as `configuration`; left out where they are arguments themselves.
 */
export function parseGiven<T>(schema: z.ZodType<T>, value: unknown, root?: string): T | ValidationError {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const field = pathOf(root, [...issue.path, issue.keys[0] ?? '']);
    const known = schema instanceof z.ZodObject ? ` The fields there are: ${Object.keys(schema.shape).join(', ')}.` : '';
    return new ValidationError(`${field} is not a field that is known here.${known}`, { field });
  }
  const field = pathOf(root, issue?.path ?? []);
  const missing = issue?.code === 'invalid_type' && issue.input === undefined;
  return new ValidationError(missing ? `${field} is missing.` : `${field}: ${issue?.message ?? 'not valid'}.`, { field });
}

function pathOf(root: string | undefined, path: PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, root ?? '');
}
