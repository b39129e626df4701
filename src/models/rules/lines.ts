import type { Json } from '../../json.js';
import { type Field, isProse } from './field.js';
import { type Place, placesOf, restAfter, type Sheet } from './label.js';
import { hasWords, type Line } from './page.js';
import { type Value, valuesIn } from './values.js';

/**
 * The strategy `lines`: a label stands anywhere in a line, its value right of it or below it. Of several on a line the
 * right-most counts for amounts, the nearest for the rest; of several lines the last for amounts, the first for the rest.
 * Without a label the issuer is what the first line says.
 */
export function findByLine(field: Field, sheet: Sheet): Json | undefined {
  const isAmount = field.kind === 'amount';
  let found: Json | undefined;
  for (const [index, line] of sheet.lines.entries()) {
    for (const place of placesOf(field, line, sheet)) {
      const value = rightOf(place, line, field) ?? below(place, line, sheet.lines[index + 1], field);
      if (value === undefined) continue;
      if (!isAmount) return value.json;
      found = value.json;
      break;
    }
  }
  return found ?? (field.kind === 'issuer' ? sheet.lines.find((line) => !line.isBlank)?.text.trim() : undefined);
}

function rightOf(place: Place, line: Line, field: Field): Value | undefined {
  const rest = restAfter(place, line);
  if (rest.text === '' || (isProse(field) && !rest.separated)) return undefined;
  if (field.kind === 'amount') return valuesIn(rest.text, field).at(-1);
  if (!isProse(field)) return valuesIn(rest.text, field)[0];
  const end = line.cells.find((cell) => cell.end > rest.start)?.end ?? line.text.length;
  return valuesIn(line.text.slice(rest.start, end), field)[0];
}

/** The value in the next line: in the same column of a table, otherwise anywhere in it if the label ends its own line. */
function below(place: Place, line: Line, next: Line | undefined, field: Field): Value | undefined {
  if (next === undefined) return undefined;
  const column = line.cells.findIndex((cell) => cell.start <= place.start && place.end <= cell.end);
  if (line.cells.length > 1) {
    const isTable = next.cells.length === line.cells.length;
    const cell = isTable ? next.cells[column] : next.cells.find(({ start, end }) => start < place.end && place.start < end);
    return cell === undefined ? undefined : valuesIn(cell.text, field)[0];
  }
  const endsLine = !hasWords(restAfter(place, line).text);
  const opensLine = !hasWords(line.text.slice(0, place.start));
  return endsLine && (opensLine || !isProse(field)) ? valuesIn(next.text, field)[0] : undefined;
}
