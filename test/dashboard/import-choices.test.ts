import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnRoles as readByServer } from '../../src/domain/datasets/csv-columns.js';
import { itemsOfCsv } from '../../src/domain/datasets/csv.js';
import { named } from '../../src/domain/datasets/file-item.js';
import { placeInFile, prepareItem } from '../../src/domain/datasets/item.js';
import { itemsOfJsonl } from '../../src/domain/datasets/jsonl.js';
import { ValidationError } from '../../src/failures.js';
import { faultOfCsv } from '../../src/dashboard/datasets/check-csv.js';
import { exampleLine, faultOfJsonl } from '../../src/dashboard/datasets/check-jsonl.js';
import {
  type ColumnRole,
  columnRoles,
  csvColumns,
  displacedBy,
  proposedRoles,
  rolesByName,
  withRole,
} from '../../src/dashboard/datasets/column-roles.js';
import { checkedBytes } from '../../src/dashboard/datasets/file-fault.js';
import { csvRecords } from '../../src/dashboard/datasets/csv-records.js';
import { choicesFor, faultIn, isReady, nameAfter } from '../../src/dashboard/datasets/import-choices.js';
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

  test('are proposed to be what the server takes them for, where it finds something', () => {
    fc.assert(
      fc.property(headers, fc.boolean(), (header, canName) => {
        const roles = rolesByName(header);
        const proposed = proposedRoles(header, () => canName);
        for (const [place, role] of roles.entries()) if (role !== 'input') expect(proposed[place]).toBe(role);
        expect(proposed).toEqual(roles);
      }),
    );
  });

  test.each<[string, ColumnRole[]]>([
    ['question,answer', ['input', 'expectedOutput']],
    ['Question,Answer', ['input', 'expectedOutput']],
    ['text,label', ['input', 'expectedOutput']],
    ['text,Target', ['input', 'expectedOutput']],
    ['text, output', ['input', 'expectedOutput']],
    ['text,Expected_Output', ['input', 'expectedOutput']],
    ['text,answer,expected', ['input', 'input', 'expectedOutput']],
    ['text,answer,label', ['input', 'input', 'input']],
    ['text,answers,number of words', ['input', 'input', 'input']],
    ['No,question', ['externalId', 'input']],
    ['KEY,question', ['externalId', 'input']],
    ['no,key,question', ['input', 'input', 'input']],
    ['no,id,question', ['input', 'externalId', 'input']],
    ['number,label', ['input', 'expectedOutput']],
    ['no,question,answer', ['externalId', 'input', 'expectedOutput']],
    ['answer', ['input']],
    ['id,answer', ['externalId', 'input']],
  ])('are proposed by names like %s', (header, roles) => {
    expect(proposedRoles(header.split(','), () => true)).toEqual(roles);
    const unnamed = roles.map((role, place) => (role === 'externalId' && header.split(',')[place] !== 'id' ? 'input' : role));
    expect(proposedRoles(header.split(','), () => false)).toEqual(unnamed);
  });

  test('become what was chosen, one of them at most the name and one the right answer', () => {
    const changes = fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...columnRoles)), { maxLength: 12 });
    fc.assert(
      fc.property(headers, changes, (header, chosen) => {
        let roles = rolesByName(header);
        for (const [at, role] of chosen) {
          const place = at % header.length;
          const displaced = displacedBy(roles, place, role);
          // What gives up its role is left out: an answer becomes input only where somebody says so.
          const expected = roles.map((former, other) => (other === displaced ? 'none' : former)).with(place, role);
          roles = withRole(roles, place, role);
          expect(roles).toEqual(expected);
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

describe('the records of a CSV file', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ä', ' ', ',', '"', '\n', ';'), maxLength: 5 });
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }))
    // A record of one empty cell is an empty line, which is none.
    .filter((records) => records.every((record) => record.length > 1 || record[0] !== ''));

  const cellsOf = (text: string, isWhole: boolean) => [...csvRecords(text, isWhole)].map(({ cells }) => cells);
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  test('are those that were written, whatever is in their cells', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), (records, end, eof, mark) => {
        const lines = records.map((record) => record.map(quoted).join(','));
        const text = `${mark ? '\uFEFF' : ''}${lines.join(end)}${eof ? end : ''}`;
        expect(cellsOf(text, true)).toEqual(records);
        expect(csvRecords(text, true).next().value).toMatchObject({ line: 1, text: lines[0], isMisquoted: false });
      }),
    );
  });

  test('leave out one that the text breaks off in', () => {
    expect(cellsOf('id,te', false)).toEqual([]);
    expect(cellsOf('id,text\n1,"a\nb', false)).toEqual([['id', 'text']]);
  });
});

describe('what is wrong with a file, told before it is sent', () => {
  const faultOfCsvText = (text: string, isWhole: boolean) => faultOfCsv([...csvRecords(text, isWhole)], isWhole);

  /** The line of the first thing that the server finds wrong with a file; null where it finds nothing. */
  async function refusedLine(read: typeof itemsOfCsv | typeof itemsOfJsonl, text: string): Promise<number | null> {
    try {
      for await (const { line, item } of named(read(new Blob([text]).stream()))) {
        const checked = prepareItem(item, placeInFile(line));
        if (checked instanceof ValidationError) throw checked;
      }
      return null;
    } catch (error) {
      if (error instanceof ValidationError) return error.line ?? null;
      throw error;
    }
  }

  test('is every wrong line of JSONL, the first twenty with their text, and how many more there are', () => {
    const wrong = ['{"input": 1', '[1]', '{"inputs": 1}', '{"expectedOutput": "a"}', '{"input": null}'];
    const good = [exampleLine, '', exampleLine.replace('q1', 'q2')];
    expect(faultOfJsonl(`\uFEFF${good.join('\r\n')}`, true)).toBeNull();
    expect(faultOfJsonl([...good, ...wrong, exampleLine].join('\n'), true)?.lines).toEqual([
      { number: 4, why: 'is not JSON', text: wrong[0] },
      { number: 5, why: 'is no JSON object', text: wrong[1] },
      { number: 6, why: 'has the unknown key “inputs”', text: wrong[2] },
      { number: 7, why: 'has no input', text: wrong[3] },
      { number: 8, why: 'has no input', text: wrong[4] },
      { number: 9, why: 'has the externalId of line 1', text: exampleLine },
    ]);
    const many = faultOfJsonl(`${wrong.join('\n')}\n`.repeat(9), true);
    expect(many).toMatchObject({ more: 25, message: expect.stringContaining('45 lines are wrong.') });
    expect(many?.lines.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
    expect(faultOfJsonl('\n \n', true)).toMatchObject({ message: expect.stringContaining('no items'), lines: [] });
  });

  test('is every line of JSONL that has a name where the first has none, or none where it has one', () => {
    const [a, b, none, nil] = ['{"externalId": "a", "input": 1}', '{"externalId": "b", "input": 1}', '{"input": 1}'].concat(
      '{"externalId": null, "input": 1}',
    );
    const flaws = (...lines: (string | undefined)[]) =>
      faultOfJsonl(lines.join('\n'), true)?.lines.map(({ number, why }) => `${number} ${why}`) ?? [];
    expect(flaws(a, b)).toEqual([]);
    expect(flaws(none, nil)).toEqual([]);
    expect(flaws(a, none, '', b, nil)).toEqual([
      '2 has no externalId, and the lines before it have one',
      '5 has no externalId, and the lines before it have one',
    ]);
    expect(flaws(nil, a, none, b)).toEqual([
      '2 has an externalId, and the lines before it have none',
      '4 has an externalId, and the lines before it have none',
    ]);
    expect(flaws('{"externalId": 1, "input": 1}', b, '{"externalId": " ", "input": 1}')).toEqual([
      '1 has an externalId that is missing or no text',
      '3 has an externalId that is missing or no text',
    ]);
  });

  test('says of names that are mixed what the server says', async () => {
    const externalId = fc.constantFrom('"externalId": null, ', '', 'name');
    await fc.assert(
      fc.asyncProperty(fc.array(externalId, { minLength: 1, maxLength: 5 }), async (names) => {
        const lines = names.map((name, place) => `{${name === 'name' ? `"externalId": "q${place}", ` : name}"input": 1}`);
        const text = lines.join('\n');
        let message: string | null = null;
        try {
          for await (const _ of named(itemsOfJsonl(new Blob([text]).stream())));
        } catch (error) {
          message = error instanceof ValidationError ? error.message : String(error);
        }
        const [first] = faultOfJsonl(text, true)?.lines ?? [];
        expect(first ? `Line ${first.number} ${first.why}. Name every item, or none.` : null).toBe(message);
      }),
    );
  });

  test('is not the line that the part looked at breaks off in', () => {
    expect(faultOfJsonl('{"input": 1}\n{"inp', false)).toBeNull();
    expect(faultOfJsonl('{"input": 1}\n{"inp', true)?.lines).toHaveLength(1);
    expect(faultOfCsvText('id,text\n1', false)).toBeNull();
    expect(faultOfCsvText('id,text\n1', true)?.lines).toHaveLength(1);
  });

  test.each([
    ['id;question;answer\n1;a;b\n', 'parted by semicolons'],
    ['"id";"question; long"\n1;a\n', 'parted by semicolons'],
    ['id\tquestion\n1\ta\n', 'parted by tabs'],
    ['id,text,id\n1,a,2\n', 'Two columns are named “id”'],
    ['id,,text\n1,a,2\n', 'Column 2 has no name'],
    ['id,text\n', 'no items after its header'],
    ['', 'is empty'],
  ])('is the header of %j', (text, message) => {
    expect(faultOfCsvText(text, true)?.message).toContain(message);
  });

  test('is no semicolon in quotes, or beside commas', () => {
    expect(faultOfCsvText('"a;b"\n1\n', true)).toBeNull();
    expect(faultOfCsvText('id,a;b\n1,2\n', true)).toBeNull();
  });

  test('is in CSV first where the server finds it first, and nothing where the server finds nothing', async () => {
    const cell = fc.constantFrom('a', '"a,b"', '"a\nb"', '"say ""x"""', '', 'a"b', '"a"b', ';');
    const row = fc.array(cell, { minLength: 2, maxLength: 3 }).map((cells) => cells.join(','));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n'), async (rows, end) => {
        const text = ['topic,text', ...rows, ''].join(end);
        // The server tells a quote by the line that it stands on, the browser by that on which its record begins.
        const refused = await refusedLine(itemsOfCsv, text);
        const found = faultOfCsvText(text, true)?.lines[0]?.number ?? null;
        expect(found === null).toBe(refused === null);
        if (found !== null && refused !== null) expect(found).toBeLessThanOrEqual(refused);
      }),
    );
  });

  test('is in JSONL first where the server finds it first', async () => {
    const line = fc.constantFrom(
      ...['{"input": 1}', '', '{"input"', '[]', '7', '{"inputs": 1}', '{"input": "ä", "metadata": {}}', '{"metadata": {}}'],
      ...['{"externalId": null, "input": 1}', '{"externalId": "", "input": 1}', '{"externalId": 7, "input": 1}'],
      ...['{"externalId": "name", "input": 1}', `{"externalId": "${'a'.repeat(256)}", "input": 1}`],
      ...['{"input": 1, "metadata": []}', '{"input": 1, "metadata": null}', '{"input": [1e999]}'],
      `{"input": ${'['.repeat(200)}${']'.repeat(200)}}`,
      `{"input": ${'['.repeat(201)}${']'.repeat(201)}}`,
    );
    const first = fc.constantFrom('{"input": 0}', '{"externalId": "first", "input": 0}');
    await fc.assert(
      fc.asyncProperty(first, fc.array(line, { minLength: 1, maxLength: 6 }), async (begin, lines) => {
        // That a name comes twice is found where the items are stored: here each has its own.
        const text = [begin, ...lines.map((each, place) => each.replace('"name"', `"name ${place}"`))].join('\n');
        expect(faultOfJsonl(text, true)?.lines[0]?.number ?? null).toBe(await refusedLine(itemsOfJsonl, text));
      }),
    );
  });

  test('is what is too long or too large for the server', async () => {
    const flawOf = (line: string) => faultOfJsonl(line, true)?.lines[0]?.why ?? null;
    expect(flawOf(`{"externalId": "${'a'.repeat(255)}", "input": 1}`)).toBeNull();
    expect(flawOf(`{"externalId": "${'a'.repeat(256)}", "input": 1}`)).toBe(
      'has an externalId of 256 characters, and 255 are the most',
    );
    const around = '{"expectedOutput":null,"input":"","metadata":{}}'.length;
    for (const [characters, why] of [
      [1024 * 1024 - around, null],
      [1024 * 1024 - around + 1, 'has 1,048,577 bytes of JSON, and 1,048,576 are the most'],
    ] as const) {
      const line = `{"input": "${'a'.repeat(characters)}"}`;
      expect(flawOf(line)).toBe(why);
      expect(await refusedLine(itemsOfJsonl, line)).toBe(why && 1);
    }
  });
});

describe('a CSV file that is chosen', () => {
  const chosen = (content: string) => choicesFor(new File([content], 'some.csv'), false);

  test('has wrong lines where cells of the external id are blank or alike, until another column is it', async () => {
    const choices = await chosen('id,text,answer\n1,a,b\n,a,b\n2,"a\nb",b\n" ",a,b\n1,a,b\n');
    expect(choices).toMatchObject({ fault: null, columns: { roles: ['externalId', 'input', 'expectedOutput'] } });
    expect(faultIn(choices)?.lines.map(({ number, why }) => `${number} ${why}`)).toEqual([
      '3 has an externalId that is missing or no text',
      '6 has an externalId that is missing or no text',
      '7 has the externalId of line 2',
    ]);
    expect(isReady(choices)).toBe(false);
    const columns = choices.columns && { ...choices.columns, roles: ['metadata', 'input', 'expectedOutput'] as ColumnRole[] };
    expect(isReady({ ...choices, columns })).toBe(true);
    expect(faultIn(await chosen(`id,text\n${'a'.repeat(256)},b\n`))?.lines[0]?.why).toContain('256 characters');
  });

  test.each([
    ['no,question\n1,a\n2,a\n', 'externalId'],
    ['no,question\n1,a\n1,b\n', 'input'],
    ['no,question\n1,a\n,b\n', 'input'],
    [`no,question\n1,a\n2,${'b'.repeat(checkedBytes)}\n`, 'input'],
  ])('is named by a column like “no” only where that is known to go', async (content, role) => {
    const choices = await chosen(content);
    expect(choices.columns?.roles[0]).toBe(role);
    expect(isReady(choices)).toBe(true);
  });
});

test('the name of a new dataset follows the file, until somebody gives one', () => {
  const [first, second] = ['first.v2.jsonl', 'second.csv'].map((name) => new File([], name)) as [File, File];
  expect(nameAfter('', first, null)).toBe('first.v2');
  expect(nameAfter('first.v2', second, first)).toBe('second');
  expect(nameAfter('given', second, first)).toBe('given');
  expect(nameAfter('given', first, null)).toBe('given');
  expect(nameAfter('', second, first)).toBe('second');
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
