import { createReadStream, existsSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importDatasetVersion, type ImportDatasetVersionInput } from '../../../src/domain/datasets/import.js';
import type { Scope } from '../../../src/domain/scope.js';
import { ValidationError } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { heldBytes } from '../../support/memory.js';
import { testScope } from '../../support/scope.js';
import { countRows, datasetOf, fileOf, itemsIn, succeed } from './support.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

type Options = Partial<ImportDatasetVersionInput>;

async function take(format: 'JSONL' | 'CSV', content: string | Uint8Array, options: Options = {}) {
  const { id } = await datasetOf(scope);
  return itemsIn(scope, succeed(await importDatasetVersion(scope, { datasetId: id, format, file: fileOf(content), ...options })));
}

async function refuse(format: 'JSONL' | 'CSV', content: string | Uint8Array, options: Options = {}) {
  const { id } = await datasetOf(scope);
  const before = await countRows(database.db);
  const answer = await importDatasetVersion(scope, { datasetId: id, format, file: fileOf(content, 4096), ...options });
  expect(await countRows(database.db)).toEqual(before);
  expect(answer).toBeInstanceOf(ValidationError);
  return answer;
}

describe('JSONL', () => {
  test('a byte order mark, CRLF, blank lines and a last line without an end are fine', async () => {
    const items = await take(
      'JSONL',
      '\uFEFF{"externalId":"ä","input":{"q":"é😀"},"expectedOutput":"1"}\r\n\r\n  \n{"externalId":"b","input":2,"metadata":{"m":1}}',
    );
    expect(items).toMatchObject([
      { position: 0, externalId: 'ä', input: { q: 'é😀' }, expectedOutput: '1', metadata: {} },
      { position: 1, externalId: 'b', input: 2, expectedOutput: null, metadata: { m: 1 } },
    ]);
  });

  test('items that no line names are numbered, and so keep their ids when the file is imported again', async () => {
    const { id } = await datasetOf(scope);
    const upload = async (content: string) =>
      itemsIn(scope, succeed(await importDatasetVersion(scope, { datasetId: id, format: 'JSONL', file: fileOf(content) })));
    const first = await upload('{"input":1}\n{"input":2}\n');
    const second = await upload('{"input":1}\n{"input":3}\n{"input":4}\n');
    expect(second.map((row) => [row.externalId, row.input])).toEqual([
      ['item-000001', 1],
      ['item-000002', 3],
      ['item-000003', 4],
    ]);
    expect(second[0]?.id).toBe(first[0]?.id);
  });

  test.each<[string, string, number, string]>([
    ['no JSON', '{"input":1}\n\n{"input":\n', 3, 'is not JSON'],
    ['no object', '{"input":1}\n[1]\n', 2, 'is no JSON object'],
    ['no input', '{"externalId":"a","input":1}\n{"externalId":"b"}', 2, 'input is missing'],
    ['an unknown key', '{"input":1,"expected_output":2}', 1, 'unknown key "expected_output"'],
    ['a name that is no text', '{"externalId":17,"input":1}', 1, 'externalId is missing or no text'],
    ['a name after items without', '{"input":1}\n{"input":1,"externalId":"b"}', 2, 'has an externalId'],
    ['no name after items with one', '{"input":1,"externalId":"b"}\n{"input":1}', 2, 'has no externalId'],
    ['metadata that is no object', '{"input":1}\n{"input":1,"metadata":"m"}', 2, 'metadata must be an object'],
  ])('a line with %s is told with its number', async (_, content, line, message) => {
    const answer = await refuse('JSONL', content);
    expect(answer).toMatchObject({ code: 'MALFORMED_LINE', line, message: expect.stringContaining(message) });
    expect(answer).toMatchObject({ message: expect.stringContaining(`Line ${line}`) });
  });

  test('a malformed line behind thousands of good ones leaves nothing written', async () => {
    const good = Array.from({ length: 3500 }, (_, index) => `{"input":${index}}\n`).join('');
    expect(await refuse('JSONL', `${good}oops\n`)).toMatchObject({ code: 'MALFORMED_LINE', line: 3501 });
  });

  test('bytes that are not UTF-8 are told with their line', async () => {
    const content = Buffer.concat([Buffer.from('{"input":1}\n{"input":"'), Buffer.from([0xe9]), Buffer.from('"}\n')]);
    expect(await refuse('JSONL', content)).toMatchObject({
      code: 'MALFORMED_LINE',
      line: 2,
      message: expect.stringContaining('UTF-8'),
    });
  });

  test('a duplicate names both lines, however far apart', async () => {
    const lines = Array.from({ length: 2500 }, (_, index) => `{"externalId":"e${index}","input":0}\n`).join('');
    expect(await refuse('JSONL', `\n${lines}{"externalId":"e3","input":1}\n`)).toMatchObject({
      code: 'DUPLICATE_EXTERNAL_ID',
      line: 2502,
      message: 'Line 5 and Line 2502 have the same externalId, "e3". Give every item a name of its own.',
    });
  });

  test('a 10 MB item is named with its line, and a line beyond any item is not read to its end', async () => {
    expect(await refuse('JSONL', `{"input":1}\n{"input":"${'x'.repeat(10_000_000)}"}`)).toMatchObject({
      code: 'ITEM_TOO_LARGE',
      line: 2,
      message: expect.stringMatching(/"item-000002" has 10,000,0\d\d bytes/),
    });
    let chunks = 0;
    async function* endless() {
      for (;;) {
        chunks += 1;
        yield Buffer.alloc(1024 * 1024, 'x');
      }
    }
    expect(await refuse('JSONL', '', { file: endless() })).toMatchObject({ code: 'ITEM_TOO_LARGE', line: 1 });
    expect(chunks).toBe(17);
  });

  test.each(['', '\n \r\n', '\uFEFF'])('an empty file (%j)', async (content) => {
    expect(await refuse('JSONL', content)).toMatchObject({ code: 'EMPTY_DATASET' });
  });

  test('a file that breaks off leaves nothing written, and its error is passed on', async () => {
    const { id } = await datasetOf(scope);
    const before = await countRows(database.db);
    async function* broken() {
      yield Buffer.from('{"input":1}\n'.repeat(1500));
      throw new Error('cut off');
    }
    await expect(importDatasetVersion(scope, { datasetId: id, format: 'JSONL', file: broken() })).rejects.toThrow('cut off');
    expect(await countRows(database.db)).toEqual(before);
  });

  test('a ValidationError of the file is the answer', async () => {
    async function* tooLong() {
      yield Buffer.from('{"input":1}\n');
      throw new ValidationError('The file is too large.');
    }
    expect(await refuse('JSONL', '', { file: tooLong() })).toMatchObject({ message: 'The file is too large.' });
  });

  test('progress is told in lines', async () => {
    const told: number[] = [];
    await take('JSONL', '{"input":1}\n'.repeat(2500), {
      onProgress: (lines) => told.push(lines),
      file: fileOf('{"input":1}\n'.repeat(2500), 4096),
    });
    expect(told).toEqual([1000, 2000, 2500]);
  });

  test('replace makes the version what the file has', async () => {
    const { id } = await datasetOf(scope);
    const upload = async (content: string, replace: boolean) =>
      itemsIn(
        scope,
        succeed(await importDatasetVersion(scope, { datasetId: id, format: 'JSONL', file: fileOf(content), replace })),
      );
    await upload('{"externalId":"a","input":1}\n{"externalId":"b","input":2}', false);
    expect(
      (await upload('{"externalId":"c","input":3}\n{"externalId":"b","input":2}', true)).map((row) => row.externalId),
    ).toEqual(['c', 'b']);
  });
});

describe('CSV', () => {
  test('columns are found by their names, and what is nothing else is input', async () => {
    const items = await take('CSV', '\uFEFFid,question,hint,expected\r\nq1,"2 + 2, ""quickly""",,4\r\nq2,"two\r\nlines",h,\r\n');
    expect(items).toMatchObject([
      { externalId: 'q1', input: { question: '2 + 2, "quickly"', hint: '' }, expectedOutput: '4', metadata: {} },
      { externalId: 'q2', input: { question: 'two\r\nlines', hint: 'h' }, expectedOutput: null },
    ]);
  });

  test('columns can be named', async () => {
    const columns = { externalId: 'key', input: ['text'], expectedOutput: 'label', metadata: ['source', 'id'] };
    const items = await take('CSV', 'id,key,text,label,source,unused\n1,a,hello,greeting,mail,x\n', { csv: columns });
    expect(items).toMatchObject([
      { externalId: 'a', input: { text: 'hello' }, expectedOutput: 'greeting', metadata: { source: 'mail', id: '1' } },
    ]);
    expect(Object.keys(items[0]?.input as object)).toEqual(['text']);
  });

  test('a column is not what its name says where null is said to be it', async () => {
    const columns = { externalId: null, expectedOutput: null };
    expect(await take('CSV', 'id,text,expected\n7,hello,greeting\n', { csv: columns })).toMatchObject([
      { externalId: 'item-000001', input: { id: '7', text: 'hello', expected: 'greeting' }, expectedOutput: null },
    ]);
  });

  test('rows without a name are numbered', async () => {
    expect((await take('CSV', 'text\n\none\ntwo\n')).map((row) => row.externalId)).toEqual(['item-000001', 'item-000002']);
  });

  test.each([
    ['externalId', { externalId: 'key' }, 'key'],
    ['input', { input: ['text', 'body'] }, 'body'],
    ['expectedOutput', { expectedOutput: 'answer' }, 'answer'],
    ['metadata', { metadata: ['page'] }, 'page'],
  ])('a missing column is named with those there are: %s', async (role, columns, name) => {
    expect(await refuse('CSV', 'id,text\n1,hello\n', { csv: columns })).toMatchObject({
      code: 'MISSING_COLUMN',
      field: `csv.${role}`,
      message: `There is no column "${name}" (${role}). The columns are "id", "text". Name one of them.`,
    });
  });

  test('no column left for the input', async () => {
    expect(await refuse('CSV', 'id,expected\n1,2\n')).toMatchObject({ code: 'MISSING_COLUMN', field: 'csv.input' });
  });

  test.each<[string, string, number, string]>([
    ['too few fields', 'id,text\na,1\nb\n', 3, 'has 1 fields, and the header has 2'],
    ['too many fields', 'id,text\r\na,"x\r\ny\ny"\r\n\r\nb,1,2\r\n', 6, 'has 3 fields'],
    ['a record of several lines with too few', 'text,other\n"a\nb",1\n"c\nd"\n', 4, 'has 1 fields'],
    ['a quote inside a field', 'id,text\r\na,"x\r\ny"\r\nb,c"d\r\n', 4, 'double quote where none can be'],
    ['something behind a quote', 'id,text\na,"b"c\n', 2, 'double quote where none can be'],
    ['a quote that is not closed', 'id,text\na,"b\nc\n', 3, 'was not closed'],
    ['two columns of one name', 'id,text,text\na,b,c\n', 1, 'names two columns "text"'],
    ['a column without a name', ',text\na,b\n', 1, 'has no name for column 1'],
    ['an empty name', 'id,text\na,b\n,c\n', 3, 'externalId is missing'],
  ])('%s is told with its line', async (_, content, line, message) => {
    expect(await refuse('CSV', content)).toMatchObject({
      code: 'MALFORMED_LINE',
      line,
      message: expect.stringContaining(message),
    });
  });

  test('bytes that are not UTF-8 are told with their line', async () => {
    expect(await refuse('CSV', Buffer.from('id,text\na,b\nc,\xe9\n', 'latin1'))).toMatchObject({
      code: 'MALFORMED_LINE',
      line: 3,
    });
  });

  test('an open quote does not read on for ever', async () => {
    async function* endless() {
      yield Buffer.from('id,text\na,"');
      for (;;) yield Buffer.from(`${'x'.repeat(79)}\n`.repeat(1_000));
    }
    expect(await refuse('CSV', '', { file: endless() })).toMatchObject({
      code: 'ITEM_TOO_LARGE',
      message: expect.stringContaining('quote not closed'),
    });
  });

  test.each(['', '\n', 'id,text\n'])('an empty file (%j)', async (content) => {
    expect(await refuse('CSV', content)).toMatchObject({ code: 'EMPTY_DATASET' });
  });

  test('whatever is quoted comes back, with the right line for the record that is wrong', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', '\r', 'é', '😀'), minLength: 1, maxLength: 8 });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n'), async (given, end) => {
        const quoted = given.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',') + end).join('');
        const content = `x,y${end}${quoted}`;
        expect((await take('CSV', content)).map((row) => row.input)).toEqual(given.map(([x, y]) => ({ x, y })));
        const line = content.split('\n').length;
        expect(await refuse('CSV', `${content}"only one"${end}`)).toMatchObject({ code: 'MALFORMED_LINE', line });
      }),
      { numRuns: 20 },
    );
  });
});

describe('large files', () => {
  async function* generated(count: number) {
    for (let start = 0; start < count; start += 500) {
      const lines = Array.from({ length: 500 }, (_, index) => {
        const number = start + index;
        return `{"externalId":"case-${number}","input":{"question":"What is ${number} plus ${number}? ${'Think about it. '.repeat(80)}"},"expectedOutput":"${2 * number}"}\n`;
      });
      yield Buffer.from(lines.join(''));
    }
  }

  test('26,000 items are imported in bounded memory', { timeout: 180_000 }, async () => {
    const { id } = await datasetOf(scope);
    const count = 26_000;
    const held: number[] = [];
    // From here on Prisma's debug log, which keeps the arguments of the last 100 statements, is full.
    let next = 20_000;
    const version = succeed(
      await importDatasetVersion(scope, {
        datasetId: id,
        format: 'JSONL',
        file: generated(count),
        onProgress: (lines) => {
          if (lines < next) return;
          held.push(heldBytes());
          next += 3_000;
        },
      }),
    );
    expect(version.itemCount).toBe(count);
    const [first = 0, ...later] = held;
    expect(later).toHaveLength(2);
    // 8 of the file's 34 MB come after the first measurement.
    expect(Math.max(...later) - first).toBeLessThan(4 * 1024 * 1024);
  });

  test('one that is imported again is a version of the same items', async () => {
    const { id } = await datasetOf(scope);
    for (const number of [1, 2]) {
      const version = await importDatasetVersion(scope, { datasetId: id, format: 'JSONL', file: generated(2_000) });
      expect(succeed(version)).toMatchObject({ number, itemCount: 2_000 });
    }
    expect(await database.db.datasetItem.count({ where: { datasetId: id } })).toBe(2_000);
  });
});

const questions = new URL('../../../../shared/data/gsm8k.jsonl', import.meta.url);
test.skipIf(!existsSync(questions))('the grade-school questions beside the project are imported in their order', async () => {
  const { id } = await datasetOf(scope);
  const version = succeed(
    await importDatasetVersion(scope, { datasetId: id, format: 'JSONL', file: createReadStream(questions) }),
  );
  const items = await itemsIn(scope, version);
  expect(version.itemCount).toBe(1319);
  expect([items[0]?.externalId, items[1318]?.externalId]).toEqual(['gsm8k-0000', 'gsm8k-1318']);
});
