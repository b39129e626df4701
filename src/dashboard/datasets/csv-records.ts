/** A record of a CSV file. */
export interface CsvRecord {
  /** The line that it begins on, 1 for the first. */
  line: number;
  cells: string[];
  /** It as it stands in the file, without the line break that ends it. */
  text: string;
  /** Whether a double quote stands where none can be, or is not closed. What follows such a record can’t be told. */
  isMisquoted: boolean;
}

/**
 * The records of a CSV file (RFC 4180), from the text that it begins with: empty lines are passed over, and a record counts only
 * with the line break that ends it, or the end of the file.
 *
 * @param isWhole whether the text is all of the file.
 */
export function* csvRecords(text: string, isWhole: boolean): Generator<CsvRecord> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let breaks = 0;
  let cells: string[] = [];
  let field = '';
  let quoted = false;
  let isMisquoted = false;
  const isBlank = () => field === '' && cells.length === 0;
  const recordTo = (end: number): CsvRecord => ({
    line,
    cells: [...cells, field],
    text: text.slice(start, end).replace(/\r$/, ''),
    isMisquoted,
  });
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') breaks += 1;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text.charAt(at + 1) === '"') {
        field += character;
        at += 1;
      } else {
        quoted = false;
        isMisquoted ||= !',\r\n'.includes(text.charAt(at + 1));
      }
    } else if (character === '"') {
      quoted = true;
      isMisquoted ||= field !== '';
    } else if (character === ',') {
      cells.push(field);
      field = '';
    } else if (character === '\n') {
      if (!isBlank()) yield recordTo(at);
      start = at + 1;
      line += breaks;
      breaks = 0;
      cells = [];
      field = '';
      isMisquoted = false;
    } else if (character !== '\r') field += character;
  }
  if (!isWhole) return;
  isMisquoted ||= quoted;
  if (!isBlank() || isMisquoted) yield recordTo(text.length);
}
