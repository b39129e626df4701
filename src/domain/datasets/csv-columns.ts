import { ValidationError } from '../../failures.js';

/**
 * Which columns of a CSV file are what, by their names in the header. What is not said: `externalId` is the column `externalId`
 * or `id`, `expectedOutput` the column `expectedOutput`, `expected_output` or `expected`, where there is one; `metadata` is
 * empty; `input` is every column that is nothing else. Null says that no column is it.
 */
export interface CsvColumns {
  externalId?: string | null;
  input?: string[];
  expectedOutput?: string | null;
  metadata?: string[];
}

/** The same as places in the row, 0 for the first. */
export interface ColumnRoles {
  externalId: number | null;
  expectedOutput: number | null;
  input: [name: string, place: number][];
  metadata: [name: string, place: number][];
}

/**
 * Finds the columns in a header.
 *
 * @throws ValidationError with code MISSING_COLUMN when a named column is not there or none is left for the input, and with
 * code MALFORMED_LINE when a column has no name or that of another.
 */
export function columnRoles(header: string[], columns: CsvColumns, line: number): ColumnRoles {
  const unusable = header.find((name, place) => name.trim() === '' || header.indexOf(name) !== place);
  if (unusable !== undefined) {
    const why =
      unusable.trim() === '' ? `has no name for column ${header.indexOf(unusable) + 1}` : `names two columns "${unusable}"`;
    throw new ValidationError(`The header on line ${line} ${why}. Give every column a name of its own.`, {
      code: 'MALFORMED_LINE',
      line,
    });
  }
  const placeOf = (name: string, role: string): number => {
    const place = header.indexOf(name);
    if (place === -1) throw missing(`There is no column "${name}" (${role}).`, 'Name one of them.', role, header, line);
    return place;
  };
  const oneOf = (names: string[]): number | null =>
    names.map((name) => header.indexOf(name)).find((place) => place !== -1) ?? null;
  const all = (names: string[], role: string): [string, number][] => names.map((name) => [name, placeOf(name, role)]);

  const one = (name: string | null | undefined, role: string, byDefault: string[]): number | null => {
    if (name === undefined) return oneOf(byDefault);
    return name === null ? null : placeOf(name, role);
  };

  const externalId = one(columns.externalId, 'externalId', ['externalId', 'id']);
  const expectedOutput = one(columns.expectedOutput, 'expectedOutput', ['expectedOutput', 'expected_output', 'expected']);
  const metadata = all(columns.metadata ?? [], 'metadata');
  const taken = new Set([externalId, expectedOutput, ...metadata.map(([, place]) => place)]);
  const input = all(columns.input ?? header.filter((_, place) => !taken.has(place)), 'input');
  if (input.length === 0) throw missing('No column is left for the input.', 'Leave one to it.', 'input', header, line);
  return { externalId, expectedOutput, input, metadata };
}

function missing(what: string, remedy: string, role: string, header: string[], line: number): ValidationError {
  const present = header.map((name) => `"${name}"`).join(', ');
  return new ValidationError(`${what} The columns are ${present}. ${remedy}`, {
    code: 'MISSING_COLUMN',
    field: `csv.${role}`,
    line,
  });
}
