import type { CsvColumnsInput } from './generated.js';

/** What a column of a CSV file can be of an item; `none` is left out. */
export const columnRoles = ['externalId', 'input', 'expectedOutput', 'metadata', 'none'] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** What a column of such a name is where nothing is said, the first that is there (docs/datasets.md). */
const byName: [ColumnRole, string[]][] = [
  ['externalId', ['externalId', 'id']],
  ['expectedOutput', ['expectedOutput', 'expected_output', 'expected']],
];

/** What the server takes each column for by its name. */
export function rolesByName(header: readonly string[]): ColumnRole[] {
  const roles = header.map((): ColumnRole => 'input');
  for (const [role, names] of byName) {
    const place = names.map((name) => header.indexOf(name)).find((found) => found !== -1);
    if (place !== undefined) roles[place] = role;
  }
  return roles;
}

/**
 * The roles with another one for a column. Of names and of right answers there is one column: the former one is left out, since an
 * answer must not become input unasked.
 */
export function withRole(roles: readonly ColumnRole[], place: number, role: ColumnRole): ColumnRole[] {
  const former = displacedBy(roles, place, role);
  return roles.map((unchanged, at) => {
    if (at === place) return role;
    return at === former ? 'none' : unchanged;
  });
}

/** Where the column stands that has to give up its role when another takes it; null where none has to. */
export function displacedBy(roles: readonly ColumnRole[], place: number, role: ColumnRole): number | null {
  if (role !== 'externalId' && role !== 'expectedOutput') return null;
  const former = roles.findIndex((each, at) => each === role && at !== place);
  return former === -1 ? null : former;
}

/** The same as the API takes it, nothing left to the names of the columns. */
export function csvColumns(header: readonly string[], roles: readonly ColumnRole[]): CsvColumnsInput {
  const named = (role: ColumnRole) => header.filter((_, place) => roles[place] === role);
  const [externalId = null] = named('externalId');
  const [expectedOutput = null] = named('expectedOutput');
  return { externalId, expectedOutput, input: named('input'), metadata: named('metadata') };
}
