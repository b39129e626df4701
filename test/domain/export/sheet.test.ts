import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Sheet, type SheetFormat, sheetOf, writeSheet } from '../../../src/domain/export/sheet.js';
import type { Json } from '../../../src/json.js';

function sheet(columns: string[], pages: Json[][][]): Sheet {
  return {
    name: 'a sheet',
    columns,
    async *pages() {
      yield* pages;
    },
  };
}

async function written(given: Sheet, format: SheetFormat): Promise<string> {
  let text = '';
  for await (const part of writeSheet(given, format)) text += part;
  return text;
}

describe('CSV', () => {
  test('has a header, text as it is, JSON for what is neither text nor a number, and nothing for null', async () => {
    const rows: Json[][] = [
      ['plain', 0.1, true, null],
      ['a "quote", a comma\nand a line', -3, { key: ['value'] }, ''],
    ];
    expect(await written(sheet(['text', 'number', 'other', 'none'], [rows]), 'csv')).toBe(
      'text,number,other,none\r\n' + 'plain,0.1,true,\r\n' + '"a ""quote"", a comma\nand a line",-3,"{""key"":[""value""]}",\r\n',
    );
  });

  test('has its header also where there are no rows', async () => {
    expect(await written(sheet(['a', 'b'], []), 'csv')).toBe('a,b\r\n');
  });

  test.each([
    ['=HYPERLINK("http://example.com")', '\'=HYPERLINK("http://example.com")'],
    ['+1+cmd|', "'+1+cmd|"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['-0.5', '-0.5'],
    ['+12', '+12'],
    ['a=b', 'a=b'],
  ])('the text %j is the cell %j', async (text, cell) => {
    expect(parse(await written(sheet(['only'], [[[text]]]), 'csv'))).toEqual([['only'], [cell]]);
  });

  test('a name of a column is no formula either', async () => {
    expect(await written(sheet(['=1+1'], []), 'csv')).toBe("'=1+1\r\n");
  });

  test('whatever text it holds, a reader finds the same cells, but for the apostrophe', async () => {
    const cell = fc.string({ unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, fc.double({ noNaN: true, noDefaultInfinity: true }))), async (rows) => {
        const [, ...read] = parse(await written(sheet(['a', 'b', 'c'], [rows]), 'csv'), { record_delimiter: '\r\n' });
        expect(read.map(([a = '', b = '', c]) => [bare(a), bare(b), Number(c)])).toEqual(
          rows.map(([a, b, c]) => [bare(a), bare(b), c === 0 ? 0 : c]),
        );
        for (const text of read.flatMap(([a = '', b = '']) => [a, b]))
          expect(/^[=+\-@\t\r\n]/.test(text) && Number.isNaN(Number(text))).toBe(false);
      }),
    );
  });
});

/** Without the one apostrophe that may stand before it. */
function bare(text: string): string {
  return text.replace(/^'/, '');
}

describe('JSONL', () => {
  test('is exact: every row comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.tuple(fc.jsonValue({ noUnicodeString: false }), fc.jsonValue()))), async (pages) => {
        const text = await written(sheet(['=a', 'b'], pages as Json[][][]), 'jsonl');
        const lines = text.split('\n').slice(0, -1);
        const rows = pages.flat().map(([a, b]) => ({ '=a': a, b }));
        expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(rows)));
      }),
    );
  });
});

test('columns of one name are numbered', () => {
  const columns = ['score', 'score', 'score (2)', 'other'].map((name) => ({ name, value: () => null }));
  expect(sheetOf('a sheet', columns, async function* () {}).columns).toEqual(['score', 'score (2)', 'score (2) (2)', 'other']);
});

test('a page is read when the one before has been taken', async () => {
  let read = 0;
  const endless: Sheet = {
    name: 'endless',
    columns: ['number'],
    async *pages() {
      for (;;) yield [[++read]];
    },
  };
  const text = writeSheet(endless, 'jsonl');
  expect([(await text.next()).value, (await text.next()).value]).toEqual(['{"number":1}\n', '{"number":2}\n']);
  await text.return();
  expect(read).toBe(2);
});
