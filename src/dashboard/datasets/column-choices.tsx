import { Cell, HeadCell, Table } from '../parts/table.js';
import { type ColumnRole, columnRoles, withRole } from './column-roles.js';
import { previewOf } from './content-text.js';

const roleLabels: Record<ColumnRole, string> = {
  externalId: 'External id',
  input: 'Input',
  expectedOutput: 'Expected output',
  metadata: 'Metadata',
  none: 'Left out',
};

interface ColumnChoicesProps {
  header: string[];
  /** The first item's values, to tell by what a column has. */
  sample: string[] | undefined;
  roles: ColumnRole[];
  onChange(roles: ColumnRole[]): void;
}

/** Says of each column of a CSV file what of an item it is. */
export function ColumnChoices({ header, sample, roles, onChange }: ColumnChoicesProps) {
  return (
    <div>
      <Table label="Columns">
        <thead>
          <tr>
            <HeadCell>Column</HeadCell>
            <HeadCell>First value</HeadCell>
            <HeadCell>Becomes</HeadCell>
          </tr>
        </thead>
        <tbody>
          {header.map((name, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may name two columns alike, and columns do not move
            <tr key={place}>
              <Cell className="font-medium">{name}</Cell>
              <Cell className="max-w-40 truncate text-muted">{previewOf(sample?.[place] ?? '')}</Cell>
              <Cell>
                <select
                  aria-label={`What the column ${name} becomes`}
                  value={roles[place]}
                  onChange={({ target }) => {
                    const role = columnRoles.find((each) => each === target.value);
                    if (role) onChange(withRole(roles, place, role));
                  }}
                  className="min-h-8 rounded-md border border-edge bg-surface px-2 py-1 text-sm"
                >
                  {columnRoles.map((role) => (
                    <option key={role} value={role}>
                      {roleLabels[role]}
                    </option>
                  ))}
                </select>
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="mt-2 text-xs text-muted">
        {roles.includes('input')
          ? roles.includes('externalId')
            ? 'All values are text. An empty expected output is none.'
            : 'Without an external id, items are named item-000001, item-000002 … in the order of the file.'
          : 'No column is the input: choose at least one.'}
      </p>
    </div>
  );
}
