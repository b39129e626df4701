import type { Json } from '../../json.js';
import { type Field, isProse } from './field.js';
import { placesOf, restAfter, type Sheet } from './label.js';
import { hasWords, type Line } from './page.js';
import { valuesIn } from './values.js';

/** The strategy `labels`: a label opens a line or a column, or has a colon, and the value follows at once. The first counts. */
export function findByLabel(field: Field, sheet: Sheet): Json | undefined {
  for (const line of sheet.lines) {
    const [first] = labelledIn(line, field, sheet);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** All values that are labelled so, each once: what a list holds. */
export function allByLabel(field: Field, sheet: Sheet): Json[] {
  return [...new Set(sheet.lines.flatMap((line) => labelledIn(line, field, sheet)))];
}

function labelledIn(line: Line, field: Field, sheet: Sheet): Json[] {
  return placesOf(field, line, sheet).flatMap((place) => {
    const rest = restAfter(place, line);
    const column = line.cells.find(({ start, end }) => start <= place.start && place.start < end);
    const opens = !hasWords(line.text.slice(column?.start ?? 0, place.start));
    if (!rest.separated && (!opens || isProse(field))) return [];

    const end = line.cells.find((cell) => cell.end > rest.start)?.end ?? line.text.length;
    const text = line.text.slice(rest.start, end);
    const [value] = valuesIn(text, field);
    return value === undefined || hasWords(text.slice(0, value.start)) ? [] : [value.json];
  });
}
