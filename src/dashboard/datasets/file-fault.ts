import { formatBytes, formatCounted } from '../quantities.js';

/** A line of a file that can’t be imported. */
export interface WrongLine {
  number: number;
  /** What is wrong with it, to be read after “Line 3”. */
  why: string;
  text: string;
}

/** Why a file can’t be imported, as far as it can be told without the server. */
export interface FileFault {
  message: string;
  /** The first lines that are wrong, and how many more are. */
  lines: WrongLine[];
  more: number;
}

/** How much of a file is looked at before it is sent, in bytes. */
export const checkedBytes = 4_000_000;
const shownLines = 20;
const shownCharacters = 200;

/** Something wrong with the file as a whole. */
export function faultOf(message: string): FileFault {
  return { message, lines: [], more: 0 };
}

/** What is wrong with a file line by line; null where no line is. */
export function faultOfLines(wrong: Iterable<WrongLine>, remedy: string, isWhole: boolean): FileFault | null {
  const lines: WrongLine[] = [];
  let count = 0;
  for (const { text, ...line } of wrong) {
    count += 1;
    if (count > shownLines) continue;
    lines.push({ ...line, text: text.length > shownCharacters ? `${text.slice(0, shownCharacters)} …` : text });
  }
  if (count === 0) return null;
  const where = isWhole ? '' : ` in the first ${formatBytes(checkedBytes)} of the file`;
  return {
    message: `${formatCounted(count, 'line is', 'lines are')} wrong${where}. ${remedy}`,
    lines,
    more: count - lines.length,
  };
}
