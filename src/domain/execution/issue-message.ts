import type { z } from 'zod';

const mostShown = 60;

const wordsForTypes: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/**
 * What to give instead of what does not fit, for the most frequent kinds of misfit. A schema's own messages go before these.
 *
 * @returns undefined where Zod's own message has to do.
 */
export function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  const wanted = wantedBy(issue);
  return wanted && `give ${wanted}, not ${shown(issue.input)}`;
}

function wantedBy(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wordsForTypes[issue.expected];
    case 'invalid_value':
      return alternatives(issue.values.map(String));
    case 'too_big':
      return limit(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin);
    case 'too_small':
      return limit(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin);
    default:
      return undefined;
  }
}

function limit(bound: string, value: number | bigint, origin: string): string {
  const units: Partial<Record<string, string>> = { string: ' characters', array: ' entries' };
  return `${bound} ${value}${units[origin] ?? ''}`;
}

function alternatives(values: string[]): string {
  return values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

function shown(input: unknown): string {
  const text = JSON.stringify(input) ?? String(input);
  return text.length <= mostShown ? text : `${text.slice(0, mostShown - 1)}…`;
}
