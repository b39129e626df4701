import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnRoles as readByServer } from '../../src/domain/datasets/csv-columns.js';
import { type ColumnRole, columnRoles, csvColumns, rolesByName, withRole } from '../../src/dashboard/datasets/column-roles.js';
import { firstRecords } from '../../src/dashboard/datasets/csv-records.js';
import { importForm, outcomeOf } from '../../src/dashboard/datasets/import-request.js';
import { lineOfFile } from '../../src/dashboard/datasets/line-of-file.js';

const names = ['externalId', 'id', 'expectedOutput', 'expected_output', 'expected', 'question', 'topic'];
const headers = fc.shuffledSubarray(names, { minLength: 1 }).map((some) => [...some, 'text']);

describe('the columns of a CSV file', () => {
  test('are preselected as the server takes them by their names', () => {
    fc.assert(
      fc.property(headers, (header) => {
        const read = (columns: Parameters<typeof readByServer>[1]) => readByServer(header, columns, 1);
        const { externalId, expectedOutput, input, metadata } = csvColumns(header, rolesByName(header));
        const given = { externalId, expectedOutput, input: input ?? [], metadata: metadata ?? [] };
        expect(read(given)).toEqual(read({}));
      }),
    );
  });

  test('become what was chosen, one of them at most the name and one the right answer', () => {
    const changes = fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...columnRoles)), { maxLength: 12 });
    fc.assert(
      fc.property(headers, changes, (header, chosen) => {
        let roles = rolesByName(header);
        for (const [at, role] of chosen) {
          const place = at % header.length;
          roles = withRole(roles, place, role);
          expect(roles[place]).toBe(role);
        }
        const named = (role: ColumnRole) => header.filter((_, place) => roles[place] === role);
        expect(named('externalId').length).toBeLessThanOrEqual(1);
        expect(named('expectedOutput').length).toBeLessThanOrEqual(1);
        expect(csvColumns(header, roles)).toEqual({
          externalId: named('externalId')[0] ?? null,
          expectedOutput: named('expectedOutput')[0] ?? null,
          input: named('input'),
          metadata: named('metadata'),
        });
      }),
    );
  });
});

describe('the first records of a CSV file', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ä', ' ', ',', '"', '\n', ';'), maxLength: 5 });
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }))
    // A record of one empty cell is an empty line, which is none.
    .filter((records) => records.every((record) => record.length > 1 || record[0] !== ''));

  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  test('are those that were written, whatever is in their cells', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), (records, end, eof, mark) => {
        const lines = records.map((record) => record.map(quoted).join(','));
        const text = `${mark ? '\uFEFF' : ''}${lines.join(end)}${eof ? end : ''}`;
        expect(firstRecords(text, 2, true)).toEqual(records.slice(0, 2));
      }),
    );
  });

  test('leave out one that the text breaks off in', () => {
    expect(firstRecords('id,te', 2, false)).toEqual([]);
    expect(firstRecords('id,text\n1,"a\nb', 2, false)).toEqual([['id', 'text']]);
  });
});

test('a line of a file is the one that has the number, and no longer than a screen', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'ä', '😀', ' '), maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'), async (lines, end) => {
      const file = new Blob([lines.join(end)]);
      for (const [place, text] of lines.entries()) expect(await lineOfFile(file, place + 1)).toBe(text);
      expect(await lineOfFile(file, lines.length + 1)).toBeNull();
    }),
    { numRuns: 30 },
  );
  const long = await lineOfFile(new Blob([`first\n${'x'.repeat(500_000)}\nlast`]), 2);
  expect(long).toBe(`${'x'.repeat(2_000)} …`);
  expect(await lineOfFile(new Blob([`${'x'.repeat(500_000)}\nlast`]), 2)).toBe('last');
});

describe('the request of an import', () => {
  const input = { datasetId: 'dst_1', format: 'JSONL', replace: true } as const;

  test('has the operation, where its file belongs, and the file last', async () => {
    const form = importForm({ ...input, file: new Blob(['{"input": 1}']) });
    expect([...form.keys()]).toEqual(['operations', 'map', 'file']);
    const { query, variables } = JSON.parse(String(form.get('operations')));
    expect(query).toContain('importDatasetVersion(input: $input)');
    expect(variables).toEqual({ input: { ...input, file: null } });
    expect(JSON.parse(String(form.get('map')))).toEqual({ file: ['variables.input.file'] });
  });

  test('comes to a version, or to what the server says was wrong, in whatever form it says it', () => {
    const version = { __typename: 'DatasetVersion', id: 'dsv_1', number: 1, itemCount: 2, createdAt: '' } as const;
    expect(outcomeOf(200, { data: { importDatasetVersion: version } })).toEqual({ kind: 'imported', version });
    const wrong = { __typename: 'ValidationError', code: 'MALFORMED_LINE', message: 'Line 2 …', field: null, line: 2 } as const;
    expect(outcomeOf(200, { data: { importDatasetVersion: wrong } })).toMatchObject({
      kind: 'refused',
      problem: { code: 'MALFORMED_LINE', line: 2 },
    });
    expect(outcomeOf(403, { errors: [{ message: 'Not you.' }] })).toMatchObject({ problem: { message: 'Not you.', line: null } });
    expect(outcomeOf(502, null)).toMatchObject({ kind: 'refused', problem: { message: 'The server answered 502.' } });
  });
});
