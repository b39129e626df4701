import type { CsvRecord } from './csv-records.js';
import { type FileFault, faultOf, faultOfLines, type WrongLine } from './file-fault.js';
import { nameFlaws } from './name-flaws.js';

const noItems = 'The file has no items after its header. Give at least one.';

/**
 * What is wrong with a CSV file, from the records that it begins with: columns that are not parted by commas or not named each once,
 * and lines whose fields are not those of the header. The rest is left to the server.
 *
 * @param isWhole whether the records are all of the file.
 */
export function faultOfCsv([header, ...items]: readonly CsvRecord[], isWhole: boolean): FileFault | null {
  if (!header) return isWhole ? faultOf('The file is empty. The first line names the columns.') : null;
  const flaw = flawOfSeparators(header) ?? (header.isMisquoted ? null : flawOfNames(header.cells));
  if (flaw) return faultOf(flaw);
  const remedy = 'A field with a comma, a quote or a line break in it must be in double quotes, and quotes inside it doubled.';
  return faultOfLines(wrongLines(header, items), remedy, isWhole) ?? (isWhole && items.length === 0 ? faultOf(noItems) : null);
}

/**
 * What is wrong with the items of a CSV file if a column is their external id.
 *
 * @param isWhole whether the records are all of the file.
 */
export function faultOfNames(items: readonly CsvRecord[], place: number, isWhole: boolean): FileFault | null {
  return faultOfLines(
    misnamedLines(items, place),
    'Give every item a name of its own, such as “case-17”, or let another column be the external id, or none.',
    isWhole,
  );
}

function* misnamedLines(items: readonly CsvRecord[], place: number): Generator<WrongLine> {
  const flawOfName = nameFlaws();
  for (const { line, cells, text } of items) {
    const why = flawOfName(cells[place] ?? '', line);
    if (why) yield { number: line, why, text };
  }
}

function flawOfSeparators({ cells, text }: CsvRecord): string | null {
  const [firstLine = ''] = text.split('\n', 1);
  const [separator] = /[;\t]/.exec(firstLine.replace(/"[^"]*"/g, '')) ?? [];
  if (cells.length > 1 || separator === undefined) return null;
  return `The columns are parted by ${separator === ';' ? 'semicolons' : 'tabs'}; save the file with commas.`;
}

function flawOfNames(cells: string[]): string | null {
  const unnamed = cells.findIndex((name) => name.trim() === '');
  if (unnamed !== -1) return `Column ${unnamed + 1} has no name. Give every column a name of its own in the first line.`;
  const twice = cells.find((name, place) => cells.indexOf(name) !== place);
  return twice === undefined ? null : `Two columns are named “${twice}”. Give every column a name of its own in the first line.`;
}

function* wrongLines(header: CsvRecord, items: readonly CsvRecord[]): Generator<WrongLine> {
  const misquoted = 'has a double quote where none can be, or one that is not closed';
  if (header.isMisquoted) return yield { number: header.line, why: misquoted, text: header.text };
  for (const { line, cells, text, isMisquoted } of items) {
    if (isMisquoted) return yield { number: line, why: misquoted, text };
    if (cells.length === header.cells.length) continue;
    yield { number: line, why: `has ${cells.length} fields, and the header has ${header.cells.length}`, text };
  }
}
