import type { Field } from './field.js';
import type { Line } from './page.js';

/** A document and the schema's labels, which tell where the value of one field ends and another begins. */
export interface Sheet {
  lines: readonly Line[];
  labels: readonly string[];
}

/** Where a label stands in a line: offsets into its text. */
export interface Place {
  start: number;
  end: number;
}

/** Where a field's labels stand in a line, those first that the schema names first. */
export function placesOf(field: Field, line: Line, sheet: Sheet): Place[] {
  return field.labels.flatMap((label) => {
    const places = occurrences(label, line);
    if (places.length === 0) return [];
    // The date of `due date` is not the `date` of a schema that has both.
    const longer = sheet.labels.filter((other) => other.length > label.length && other.includes(label));
    const taken = longer.filter((other) => !field.labels.includes(other)).flatMap((other) => occurrences(other, line));
    return places.filter((place) => !taken.some(({ start, end }) => start <= place.start && place.end <= end));
  });
}

/** Where a label stands in a line as whole words, however they are spaced: `subtotal` is also in `SUB-TOTAL:`. */
function occurrences(label: string, line: Line): Place[] {
  if (!line.compact.includes(label)) return [];
  const places: Place[] = [];
  for (const [index, first] of line.words.entries()) {
    let length = 0;
    for (let next = index; next < line.words.length; next += 1) {
      const word = line.words[next];
      if (word === undefined || !label.startsWith(word.text, length)) break;
      length += word.text.length;
      if (length === label.length) places.push({ start: first.start, end: word.end });
    }
  }
  return places;
}

const separator = /^(?:\s*\([^()]{0,20}\))?\s*[:=#.…–—-]*(?:\s*[:=])?\s*/u;

/** What follows a label in its line, the separator between them (`:`, `(EUR):`, dots) taken off. */
export function restAfter(place: Place, line: Line): { text: string; start: number; separated: boolean } {
  const after = line.text.slice(place.end);
  const [taken = ''] = separator.exec(after) ?? [];
  // A minus belongs to its number.
  const length = /-$/.test(taken) && /^\d/.test(after.slice(taken.length)) ? taken.length - 1 : taken.length;
  return { text: after.slice(length), start: place.end + length, separated: /[:=#…]|\.\.|\s{2}|\t/u.test(taken) };
}
