import fc from 'fast-check';
import { applyJsonPatchRFC6902 } from 'jsondiffpatch/formatters/jsonpatch-apply';
import { describe, expect, test } from 'vitest';
import { type DiffSide, diffOutputs, type OutputDiff } from '../../../src/domain/diff/diff-outputs.js';
import type { PatchOperation } from '../../../src/domain/diff/json-changes.js';
import { answerHash } from '../../../src/domain/evaluation/answer-hash.js';
import { canonicalJson, type Json } from '../../../src/json.js';

function diff(left: Json, right: Json): OutputDiff {
  return diffOutputs({ kind: 'output', output: left }, { kind: 'output', output: right });
}

/** What a patch makes of a value, by somebody else's code; inside an object, because it can't replace all that it is given. */
function patched(value: Json, patch: PatchOperation[] | null): Json {
  const document = { value: structuredClone(value) };
  applyJsonPatchRFC6902(
    document,
    structuredClone((patch ?? []).map((operation) => ({ ...operation, path: `/value${operation.path}` }))),
  );
  return document.value;
}

/** Without keys that the code which applies patches refuses, or does not manage: it takes `-` for the end of a list in objects too. */
const json = fc.jsonValue({ maxDepth: 4 }).map(
  (value) =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(/"(__proto__|prototype|constructor)":/g, '"proto":')
        .replaceAll('"-":', '"dash":'),
    ) as Json,
);

/** Two values with much in common: few different scalars, few keys, lists that were cut and grown. */
const { alike } = fc.letrec<{ alike: Json }>((tie) => ({
  alike: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<Json>(0, 1, 'a', 'b', '', null, true),
    fc.array(tie('alike'), { maxLength: 6 }),
    fc.dictionary(fc.constantFrom('a', 'b', '', '~/', '0'), tie('alike'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('JSON', () => {
  test('an invoice, place by place', () => {
    const left = {
      company: 'ACME',
      lines: [
        { sku: 'a', amount: 1 },
        { sku: 'b', amount: 2 },
      ],
      tax: 3,
      total: 6,
    };
    const right = {
      company: 'ACME',
      lines: [
        { sku: 'x', amount: 0 },
        { sku: 'a', amount: 1 },
        { sku: 'b', amount: 5 },
      ],
      total: '6',
    };
    const { kind, same, patch, tree } = diff(left, right);
    expect({ kind, same }).toEqual({ kind: 'JSON', same: false });
    expect(tree.map(({ change, path, leftPath, left, right }) => [change, path, leftPath, left, right])).toEqual([
      ['UNCHANGED', '/company', '/company', 'ACME', 'ACME'],
      ['ADDED', '/lines/0', null, null, { sku: 'x', amount: 0 }],
      ['UNCHANGED', '/lines/1', '/lines/0', { sku: 'a', amount: 1 }, { sku: 'a', amount: 1 }],
      ['UNCHANGED', '/lines/2/sku', '/lines/1/sku', 'b', 'b'],
      ['CHANGED', '/lines/2/amount', '/lines/1/amount', 2, 5],
      ['REMOVED', '/tax', '/tax', 3, null],
      ['CHANGED', '/total', '/total', 6, '6'],
    ]);
    expect(patch).toEqual([
      { op: 'add', path: '/lines/0', value: { sku: 'x', amount: 0 } },
      { op: 'replace', path: '/lines/2/amount', value: 5 },
      { op: 'remove', path: '/tax' },
      { op: 'replace', path: '/total', value: '6' },
    ]);
  });

  test('outputs of different kinds are one change of all', () => {
    expect(diff('9', { total: 9 })).toMatchObject({
      kind: 'JSON',
      patch: [{ op: 'replace', path: '', value: { total: 9 } }],
      tree: [{ change: 'CHANGED', path: '', leftPath: '', left: '9', right: { total: 9 }, words: [] }],
    });
  });

  test('a long text inside tells its words', () => {
    const { tree } = diff(
      { note: 'The shipment left the harbour on Monday, and arrived.' },
      { note: 'The shipment left the harbour on Friday, and arrived.' },
    );
    expect(tree[0]?.words).toEqual([
      { change: 'UNCHANGED', text: 'The shipment left the harbour on ' },
      { change: 'REMOVED', text: 'Monday' },
      { change: 'ADDED', text: 'Friday' },
      { change: 'UNCHANGED', text: ', and arrived.' },
    ]);
    expect(diff({ note: 'on Monday' }, { note: 'on Friday' }).tree[0]?.words).toEqual([]);
  });

  test('key order and spelling of numbers are no difference; white space around texts is one that does not count', () => {
    expect(diff({ a: 1.0, b: [] }, JSON.parse('{"b": [], "a": 1e0}'))).toMatchObject({ same: true, patch: [] });
    expect(diff({ a: 'x' }, { a: ' x\n' })).toMatchObject({ same: true, patch: [{ op: 'replace', path: '/a', value: ' x\n' }] });
  });

  test.each([
    ['any two values', fc.tuple(json, json)],
    ['two values with much in common', fc.tuple(alike, alike)],
    [
      'lists of few different numbers',
      fc.tuple(...[0, 1].map(() => fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 }))),
    ],
  ] as [string, fc.Arbitrary<[Json, Json]>][])('the patch leads from left to right: %s', (_which, pairs) => {
    fc.assert(
      fc.property(pairs, ([left, right]) => {
        const { patch, kind } = diff(left, right);
        if (kind === 'JSON') expect(canonicalJson(patched(left, patch))).toBe(canonicalJson(right));
      }),
      { numRuns: 500 },
    );
  });

  test('two outputs are the same exactly where their hashes are', () => {
    fc.assert(
      fc.property(fc.tuple(alike, alike), ([left, right]) => {
        const hashes = [left, right].map((output) => answerHash({ kind: 'answer', output }));
        expect(diff(left, right).same).toBe(hashes[0] === hashes[1]);
      }),
      { numRuns: 500 },
    );
  });

  test('the tree tells what the patch does, each place once', () => {
    fc.assert(
      fc.property(fc.tuple(alike, alike), ([left, right]) => {
        const { tree, patch, kind } = diff(left, right);
        if (kind !== 'JSON') return;
        const changes = tree.filter(({ change }) => change !== 'UNCHANGED');
        const operations = { add: 'ADDED', remove: 'REMOVED', replace: 'CHANGED' };
        expect(changes.map(({ change }) => change)).toEqual(patch?.map(({ op }) => operations[op]));
        const here = tree.filter(({ change }) => change !== 'REMOVED').map(({ path }) => path);
        const there = tree.flatMap(({ leftPath }) => leftPath ?? []);
        for (const paths of [here, there]) {
          expect(new Set(paths).size).toBe(paths.length);
          for (const path of paths) expect(paths.some((other) => path.startsWith(`${other}/`))).toBe(false);
        }
      }),
    );
  });
});

describe('text', () => {
  test('lines are told in hunks, with those around them', () => {
    const lines = Array.from({ length: 20 }, (_, place) => `line ${place + 1}`);
    const {
      kind,
      patch,
      tree,
      lines: hunks,
    } = diff(lines.join('\n'), [...lines.with(4, 'five').toSpliced(19, 1), 'end', 'more'].join('\n'));
    expect({ kind, patch, tree }).toEqual({ kind: 'TEXT', patch: null, tree: [] });
    expect(hunks).toEqual([
      {
        leftStart: 2,
        leftLines: 7,
        rightStart: 2,
        rightLines: 7,
        parts: [
          { change: 'UNCHANGED', text: 'line 2\nline 3\nline 4\n' },
          { change: 'REMOVED', text: 'line 5\n' },
          { change: 'ADDED', text: 'five\n' },
          { change: 'UNCHANGED', text: 'line 6\nline 7\nline 8\n' },
        ],
      },
      {
        leftStart: 17,
        leftLines: 4,
        rightStart: 17,
        rightLines: 5,
        parts: [
          { change: 'UNCHANGED', text: 'line 17\nline 18\nline 19\n' },
          { change: 'REMOVED', text: 'line 20\n' },
          { change: 'ADDED', text: 'end\nmore\n' },
        ],
      },
    ]);
  });

  test('words are told from beginning to end', () => {
    expect(diff('She sells 9 eggs a day.', 'She sells 16 eggs a day.').words).toEqual([
      { change: 'UNCHANGED', text: 'She sells ' },
      { change: 'REMOVED', text: '9' },
      { change: 'ADDED', text: '16' },
      { change: 'UNCHANGED', text: ' eggs a day.' },
    ]);
  });

  test('the same text, but for white space around it, is the same', () => {
    expect(diff('a\nb', 'a\nb\n')).toMatchObject({ same: true, lines: [] });
    expect(diff('a\nb', 'a\nb')).toEqual({
      kind: 'TEXT',
      same: true,
      patch: null,
      tree: [],
      lines: [],
      words: [{ change: 'UNCHANGED', text: 'a\nb' }],
    });
    expect(diff('', '')).toMatchObject({ same: true, lines: [], words: [] });
    expect(diff('', 'a').lines).toEqual([
      { leftStart: 1, leftLines: 0, rightStart: 1, rightLines: 1, parts: [{ change: 'ADDED', text: 'a\n' }] },
    ]);
  });

  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.'), maxLength: 60 }),
  );

  test('the words make up both texts', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const { words } = diff(left, right);
        const without = (change: string) =>
          words
            .filter((part) => part.change !== change)
            .map((part) => part.text)
            .join('');
        expect([without('ADDED'), without('REMOVED')]).toEqual([left, right]);
      }),
    );
  });

  test('the hunks, applied in their places, make the right text of the left', () => {
    const ended = (given: string) => (given === '' || given.endsWith('\n') ? given : `${given}\n`);
    fc.assert(
      fc.property(text, text, (left, right) => {
        const lines = ended(left)
          .split(/(?<=\n)/)
          .filter((line) => line !== '');
        let grown = 0;
        for (const { leftStart, leftLines, rightStart, rightLines, parts } of diff(left, right).lines) {
          const of = (without: string) =>
            parts
              .filter(({ change }) => change !== without)
              .map((part) => part.text)
              .join('');
          const at = leftStart - 1 + grown;
          expect(at).toBe(rightStart - 1);
          const added = of('REMOVED')
            .split(/(?<=\n)/)
            .filter((line) => line !== '');
          expect(added).toHaveLength(rightLines);
          expect(lines.splice(at, leftLines, ...added).join('')).toBe(of('ADDED'));
          grown += rightLines - leftLines;
        }
        expect(lines.join('')).toBe(ended(right));
      }),
    );
  });
});

describe('errors', () => {
  const timeout: DiffSide = { kind: 'error', type: 'timeout', message: 'The model did not answer within 60 s.' };

  test('two are one answer, though they may say different things', () => {
    const refused = { ...timeout, message: 'The model did not answer within 30 s.' };
    expect(diffOutputs(timeout, refused)).toMatchObject({
      kind: 'ERROR',
      same: true,
      patch: null,
      words: [
        { change: 'UNCHANGED', text: 'timeout: The model did not answer within ' },
        { change: 'REMOVED', text: '60' },
        { change: 'ADDED', text: '30' },
        { change: 'UNCHANGED', text: ' s.' },
      ],
    });
  });

  test('one is never the same as an output, not even as one of the same text', () => {
    expect(diffOutputs(timeout, { kind: 'output', output: `timeout: ${timeout.message}` })).toMatchObject({
      kind: 'ERROR',
      same: false,
      lines: [],
    });
    expect(diffOutputs({ kind: 'output', output: { total: 9 } }, timeout).lines[0]?.parts).toEqual([
      { change: 'REMOVED', text: '{\n  "total": 9\n}\n' },
      { change: 'ADDED', text: `timeout: ${timeout.message}\n` },
    ]);
  });
});

describe('large outputs', () => {
  /** The same numbers on every machine. */
  function* numbers(seed: number): Generator<number, never> {
    for (let state = seed; ; yield state) state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  }
  function randomWords(count: number, seed: number, between: string): string {
    const source = numbers(seed);
    return Array.from({ length: count }, () => source.next().value.toString(36)).join(between);
  }
  function timed(left: Json, right: Json): OutputDiff {
    const started = process.cpuUsage();
    const result = diff(left, right);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(2000);
    return result;
  }

  test.each(['\n', ' '])(
    'two texts of 2 MB without anything in common are given up on in time (words apart by %j)',
    (between) => {
      const [left, right] = [randomWords(300_000, 1, between), randomWords(300_000, 2, between)];
      expect(left.length).toBeGreaterThan(2_000_000);
      const { words, lines } = timed(left, right);
      expect(words.map(({ change }) => change)).toEqual(['REMOVED', 'ADDED']);
      expect(lines.map(({ parts }) => parts.map(({ change }) => change))).toEqual([['REMOVED', 'ADDED']]);
    },
  );

  test('one changed word in 2 MB of text is found', () => {
    const left = randomWords(300_000, 1, '\n');
    const at = left.indexOf('\n', 1_000_000) + 1;
    const { words, lines } = timed(left, `${left.slice(0, at)}here ${left.slice(at)}`);
    expect(words.map(({ change, text }) => (change === 'UNCHANGED' ? change : text))).toEqual([
      'UNCHANGED',
      'here ',
      'UNCHANGED',
    ]);
    expect(lines).toHaveLength(1);
  });

  test('two lists of 100,000 numbers without anything in common are one change', () => {
    const [left, right] = [1, 2].map((offset) => Array.from({ length: 100_000 }, (_, place) => 2 * place + offset));
    expect(timed(left ?? [], right ?? []).tree).toMatchObject([{ change: 'CHANGED', path: '' }]);
  });

  test('an element taken out of a list of 100,000 is one change, and the rest is not told', () => {
    const left = Array.from({ length: 100_000 }, (_, place) => ({ place }));
    const { tree, patch } = timed(left, left.toSpliced(70_000, 1));
    expect(patch).toEqual([{ op: 'remove', path: '/70000' }]);
    expect(tree).toMatchObject([{ change: 'REMOVED', path: '/70000' }]);
  });

  test('an object with thousands of long texts that differ is told in time', () => {
    const texts = (seed: number) =>
      Object.fromEntries(Array.from({ length: 4000 }, (_, place) => [`key ${place}`, randomWords(60, seed + place, ' ')]));
    const { tree, patch } = timed(texts(1), texts(10_000));
    expect([tree.length, patch?.length]).toEqual([4000, 4000]);
  });
});
