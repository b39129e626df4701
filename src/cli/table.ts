export interface Column<Row> {
  title: string;
  /** Text is read from the left, numbers are compared from the right. */
  align: 'left' | 'right';
  text(row: Row): string;
  /** Columns in which a row can be the best: its number there, or null where it does not compete. */
  best?: { value(row: Row): number | null; which: 'highest' | 'lowest' };
}

export interface TableStyle {
  title(text: string): string;
  best(text: string): string;
}

const plainStyle: TableStyle = { title: (text) => text, best: (text) => text };

/** Stands after the best of a column, so that the mark is there without colours too. */
const bestMark = '*';

/**
 * Rows in aligned columns under their titles. The best rows of a column are marked with `*`, all of those that tie; nothing
 * is marked where fewer than two rows compete, or all of them are equal.
 */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: TableStyle = plainStyle): string {
  const lines = columns.map((column) => formatColumn(column, rows, style));
  return Array.from({ length: rows.length + 1 }, (_, line) =>
    lines
      .map((cells) => cells[line])
      .join('   ')
      .trimEnd(),
  ).join('\n');
}

/** The title and the cells of a column, all equally wide. */
function formatColumn<Row>({ title, align, text, best }: Column<Row>, rows: readonly Row[], style: TableStyle): string[] {
  const winning = best ? bestOf(rows.map(best.value), best.which) : null;
  const cells = rows.map((row) => ({ text: text(row), isBest: winning !== null && best?.value(row) === winning }));
  const width = Math.max(lengthOf(title), ...cells.map((cell) => lengthOf(cell.text)));
  // The mark has its own place beside the cells, so that digits stay below digits.
  const markWidth = best ? 1 : 0;
  const pad = (content: string): string =>
    align === 'left' ? content + blank(width - lengthOf(content)) : blank(width - lengthOf(content)) + content;
  return [
    style.title(pad(title)) + blank(markWidth),
    ...cells.map((cell) => (cell.isBest ? style.best(pad(cell.text) + bestMark) : pad(cell.text) + blank(markWidth))),
  ];
}

function bestOf(values: readonly (number | null)[], which: 'highest' | 'lowest'): number | null {
  const competing = values.filter((value) => value !== null);
  const [lowest, highest] = [Math.min(...competing), Math.max(...competing)];
  if (competing.length < 2 || lowest === highest) return null;
  return which === 'highest' ? highest : lowest;
}

function blank(length: number): string {
  return ' '.repeat(length);
}

/** In characters as people count them, so that an accent or an emoji does not move the columns. */
function lengthOf(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}
