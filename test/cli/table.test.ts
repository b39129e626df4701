import pc from 'picocolors';
import { expect, test } from 'vitest';
import { formatRunSummary } from '../../src/cli/run-summary.js';
import { formatTable } from '../../src/cli/table.js';
import { runState } from './run-states.js';

const plain = pc.createColors(false);

test('the summary has units, aligned digits, and a mark at the best of each column', () => {
  const runs = [
    runState('gpt-4.1', {
      itemsTotal: 1319,
      itemsCompleted: 1310,
      itemsFailed: 9,
      metrics: { averageScore: 0.9123, passRate: 91.2304, averageDurationMs: 1250.4, averageTokens: 1204.2, totalCost: '4.2' },
    }),
    runState('a smaller one', {
      itemsTotal: 1319,
      itemsCompleted: 1319,
      metrics: { averageScore: 0.8, passRate: 80, averageDurationMs: 310, averageTokens: 998, totalCost: '0.004215' },
    }),
    runState('in the cellar', {
      itemsTotal: 1319,
      itemsCompleted: 1300,
      itemsFailed: 19,
      metrics: { averageScore: 0.8, passRate: 80, averageDurationMs: 7.25, averageTokens: null, totalCost: null },
    }),
  ];
  expect(formatRunSummary(runs, plain)).toMatchInlineSnapshot(`
    "variant         status             done   errors    score    pass rate    per item    tokens/item       cost
    gpt-4.1         COMPLETED   1,319/1,319        9    0.912*      91.2 %*   1,250 ms      1,204 tok      $4.20
    a smaller one   COMPLETED   1,319/1,319        0*   0.800       80.0 %      310 ms        998 tok*   $0.0042*
    in the cellar   COMPLETED   1,319/1,319       19    0.800       80.0 %      7.3 ms*             –    unknown
    * the best of its column"
  `);
});

test('what did not complete competes for nothing, and says why it could not run', () => {
  const runs = [
    runState('wrong', {
      status: 'FAILED',
      itemsTotal: 0,
      itemsCompleted: 0,
      error: { type: 'unknown_model', message: 'There is no model "gtp-4".' },
      metrics: { averageScore: null, passRate: null, averageDurationMs: null, averageTokens: null },
    }),
    runState('stopped', { status: 'CANCELLED', itemsCompleted: 3, metrics: { averageScore: 1 } }),
    runState('ended'),
  ];
  expect(formatRunSummary(runs, plain)).toMatchInlineSnapshot(`
    "variant   status       done   errors    score    pass rate    per item    tokens/item     cost
    wrong     FAILED        0/0        0        –            –           –              –    $0.00
    stopped   CANCELLED    3/40        0    1.000       50.0 %      100 ms          0 tok    $0.00
    ended     COMPLETED   40/40        0    0.500       50.0 %      100 ms          0 tok    $0.00
    wrong: There is no model "gtp-4"."
  `);
});

test('all that tie are the best, and none where all are equal', () => {
  const column = {
    title: 'n',
    align: 'right' as const,
    text: String,
    best: { value: (n: number) => n, which: 'lowest' as const },
  };
  expect(formatTable([column], [1, 10, 1])).toBe(' n\n 1*\n10\n 1*');
  expect(formatTable([column], [5, 5])).toBe('n\n5\n5');
  expect(formatTable([column], [5])).toBe('n\n5');
});

test('an accent or an emoji takes one place', () => {
  const columns = [
    { title: 'name', align: 'left' as const, text: (name: string) => name },
    { title: 'length', align: 'right' as const, text: () => '1' },
  ];
  expect(formatTable(columns, ['e\u0301te\u0301', 'plain'])).toBe('name    length\ne\u0301te\u0301          1\nplain        1');
});
