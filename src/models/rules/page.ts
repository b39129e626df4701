/** A word of a line, in lower case: letters and digits, or a number sign. Offsets are into the line's text. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** What stands between tabs, bars or gaps of two spaces: a column of a table, or one of two blocks side by side. */
export interface Cell {
  text: string;
  start: number;
  end: number;
}

export class Line {
  readonly words: readonly Word[];
  /** The words in one piece, which tells at once that a label is not in the line. */
  readonly compact: string;
  #cells: readonly Cell[] | undefined;

  constructor(readonly text: string) {
    this.words = wordsOf(text);
    this.compact = this.words.map((word) => word.text).join('');
  }

  get isBlank(): boolean {
    return this.words.length === 0 && this.text.trim() === '';
  }

  get cells(): readonly Cell[] {
    this.#cells ??= piecesOf(this.text, /[^\t|]+?(?=\s{2}|\s*[\t|]|\s*$)/gu);
    return this.#cells;
  }
}

/**
 * In characters. Longer lines are broken up, so that whatever a search costs on one line is bounded and a document costs
 * no more than in proportion to its length.
 */
const longestLine = 1000;

/** The lines of a document; several blank ones in a row count as one. */
export function readPage(document: string): Line[] {
  const page: Line[] = [];
  for (const text of document.split(/\r\n|[\n\r\f\u2028]/)) {
    for (let start = 0; start === 0 || start < text.length; start += longestLine) {
      const line = new Line(text.slice(start, start + longestLine));
      if (!line.isBlank || page.at(-1)?.isBlank === false) page.push(line);
    }
  }
  return page;
}

/** The words of a text. */
export function wordsOf(text: string): Word[] {
  return piecesOf(text, /[\p{L}\p{N}]+|[#№]/gu).map((word) => ({ ...word, text: word.text.toLowerCase() }));
}

/** Whether a text is more than spaces and punctuation. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** The pieces of a text that a pattern finds, without the white space around them. */
export function piecesOf(text: string, pattern: RegExp): Cell[] {
  const pieces: Cell[] = [];
  for (const match of text.matchAll(pattern)) {
    const piece = match[0].trim();
    if (piece === '') continue;
    const start = match.index + match[0].indexOf(piece);
    pieces.push({ text: piece, start, end: start + piece.length });
  }
  return pieces;
}
