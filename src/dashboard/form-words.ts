import type { Problem } from './graph/use-command.js';

/** What most names may have at most, in characters. */
const nameLimit = 200;

/** What is wrong with a name; null where nothing is. */
export function misfitOfName(name: string, limit = nameLimit): string | null {
  return name.trim() === '' ? 'Give it a name.' : misfitOfLength(name, limit);
}

/** What is wrong with the length of a text; null where nothing is. */
export function misfitOfLength(text: string, limit: number): string | null {
  // Counted by code points, as the API counts.
  const { length } = Array.from(text.trim());
  return length > limit
    ? `This has ${length.toLocaleString('en-US')} characters: give ${limit.toLocaleString('en-US')} at most.`
    : null;
}

/** What is wrong with a number that counts something; null where nothing is. */
export function misfitOfCount(text: string): string | null {
  // What the API’s type Int takes.
  return isWhole(text, 1, 2_147_483_647) ? null : 'Give a whole number from 1.';
}

/** What is wrong with a whole number from one to another; null where nothing is. */
export function misfitOfWhole(text: string, least: number, most: number): string | null {
  return isWhole(text, least, most)
    ? null
    : `Give a whole number from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}.`;
}

/** What is wrong with a number of 0 to 1, which may be left out; null where nothing is. */
export function misfitOfShare(text: string): string | null {
  const share = Number(text);
  return share >= 0 && share <= 1 ? null : 'Give a number from 0 to 1.';
}

/** Whether a path of the API's is that of a field, or of something inside of it. */
export function isWithin(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}

/**
 * What the API says of an input, in the words of a form, such as `“Model” is missing.` for `configuration.model is missing.`.
 *
 * @param label what the form calls the field that shows it.
 * @param inside the path within what stands in that field; empty where the problem is of all of it.
 */
export function wordsAtField({ message, field }: Pick<Problem, 'message' | 'field'>, label: string, inside: string): string {
  if (field === null || !message.startsWith(field)) return message;
  const said = message.slice(field.length);
  if (inside === '' && said.startsWith(': give ')) return `Give ${said.slice(': give '.length)}`;
  return `“${inside || label}”${said}`;
}

function isWhole(text: string, least: number, most: number): boolean {
  const number = Number(text);
  // Number('') is 0.
  return text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most;
}
