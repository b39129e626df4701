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

/** Names that say as much to a reader, in lower case. */
const alike = {
  expectedOutput: ['expectedoutput', 'expected_output', 'expected', 'answer', 'label', 'target', 'output'],
  externalId: ['externalid', 'external_id', 'id', 'no', 'number', 'key'],
};

/**
 * What each column is proposed to be: what the server takes it for or, where it finds no right answer or no name, the one column
 * that is called like one. A column is guessed to be the name only where it can be, and nothing where no input would be left.
 *
 * @param canName whether the values of a column are known to name every item.
 */
export function proposedRoles(header: readonly string[], canName: (place: number) => boolean): ColumnRole[] {
  const roles = rolesByName(header);
  for (const role of ['expectedOutput', 'externalId'] as const) {
    const inputs = header.flatMap((name, place) => (roles[place] === 'input' ? { name, place } : []));
    if (roles.includes(role) || inputs.length === 1) continue;
    const [found, ...others] = inputs.filter(({ name }) => alike[role].includes(name.trim().toLowerCase()));
    if (!found || others.length > 0) continue;
    if (role === 'expectedOutput' || canName(found.place)) roles[found.place] = role;
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
