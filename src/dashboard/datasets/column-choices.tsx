import { useState } from 'react';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { type ColumnRole, columnRoles, displacedBy, withRole } from './column-roles.js';
import { previewOf } from './content-text.js';
import type { Columns } from './import-choices.js';

const roleLabels: Record<ColumnRole, string> = {
  externalId: 'External id',
  input: 'Input',
  expectedOutput: 'Expected output',
  metadata: 'Metadata',
  none: 'Left out',
};

/** Why a column had to give up its role. */
const onlyOne: Partial<Record<ColumnRole, string>> = {
  externalId: 'one column holds the external id. Where it has several parts, join them in the file.',
  expectedOutput: 'one column holds the expected output. Where it is an object, use JSONL.',
};

interface ColumnChoicesProps extends Columns {
  onChange(roles: ColumnRole[]): void;
}

/** Says of each column of a CSV file what of an item it is. */
export function ColumnChoices({ header, sample, roles, onChange }: ColumnChoicesProps) {
  const [note, setNote] = useState('');

  function choose(place: number, role: ColumnRole): void {
    const former = displacedBy(roles, place, role);
    setNote(former === null ? '' : `“${header[former]}” is left out now: ${onlyOne[role]}`);
    onChange(withRole(roles, place, role));
  }

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
                    if (role) choose(place, role);
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
      <p role="status" className="mt-2 text-sm">
        {note}
      </p>
      <p className="mt-2 text-xs text-muted">{consequencesOf(roles).join(' ')}</p>
    </div>
  );
}

function consequencesOf(roles: readonly ColumnRole[]): string[] {
  if (!roles.includes('input')) return ['No column is the input: choose at least one.'];
  const naming = 'Without an external id, items are named item-000001, item-000002 … in the order of the file.';
  return [
    ...(roles.includes('externalId') ? [] : [naming]),
    roles.includes('expectedOutput')
      ? 'All values are text. An empty expected output is none.'
      : 'No column is the expected output: there will be no right answers to judge by.',
  ];
}
