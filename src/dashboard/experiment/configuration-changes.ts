/** Something that two configurations say differently. */
export interface ConfigurationChange {
  /** Its name, after those of the objects that it is in: `classifier.temperature`. */
  parameter: string;
  /** Undefined where the first does not say it. */
  before: unknown;
  /** Undefined where the second does not say it. */
  after: unknown;
}

/**
 * What changed from one configuration to another, in the order of the first, what only the second has last: nothing where they
 * are the same, in whatever order they say it.
 */
export function configurationChanges(before: unknown, after: unknown, within: readonly string[] = []): ConfigurationChange[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => configurationChanges(valueAt(before, key), valueAt(after, key), [...within, key]));
  }
  return isSame(before, after) ? [] : [{ parameter: within.join('.'), before, after }];
}

function isSame(before: unknown, after: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return before === after;
  return before.length === after.length && before.every((value, place) => configurationChanges(value, after[place]).length === 0);
}

function valueAt(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
