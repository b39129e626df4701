import { afterAll, beforeAll, expect, test } from 'vitest';
import { hypothesisOutcome } from '../../src/domain/attribution/hypothesis.js';
import type { Scope } from '../../src/domain/scope.js';
import { encodeId } from '../../src/ids.js';
import { type Asker, asker } from '../graphql/ask.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type Branch, type GivenTree, givenTree } from '../support/given-tree.js';
import { testScope } from '../support/scope.js';
import { blocksIn, codeIn, section, tableRows } from './pages.js';

interface Estimated {
  value: number;
}
interface Answer {
  node: {
    attribution: {
      contributions: { variant: { name: string }; score: Estimated; passRate: Estimated }[];
      total: { score: Estimated };
      addsUp: boolean;
      interactions: {
        apart: { name: string }[];
        together: { name: string };
        expected: number;
        actual: number;
        difference: Estimated;
        addsUp: boolean;
      }[];
    };
    outcome: { passRateDifference: Estimated };
  };
}

let database: TestDatabase;
let scope: Scope;
let viewer: Asker;
let answer: Answer['node'];

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  viewer = await asker(scope, 'VIEWER');
  const tree = await treeOfPage();
  const [query] = blocksIn('graphql').filter(({ page }) => page === 'attribution.md');
  const { node } = await viewer.ask<Answer>(query?.text ?? '', { variantId: encodeId('variant', tree.id('both')) });
  answer = node;
});
afterAll(() => database.close());

/** The variants of the example, with the runs that the page says they had. */
async function treeOfPage(): Promise<GivenTree> {
  const rows = tableRows(section('attribution.md', 'Contributions'), 'variant');
  const nameOf = (cell: string) => (cell === 'baseline' ? 'root' : cell);
  const branches = rows.slice(1).map(([name = '', parent = '', changes = '']): [string, Branch] => {
    const [parameter = ''] = codeIn(changes);
    return [name, [nameOf(parent), parameter, 'another value']];
  });
  const tree = await givenTree(scope, { items: 80 }, Object.fromEntries(branches));
  for (const [name = '', , , scores = ''] of rows) {
    const cells = scores.split(' ').map((score) => [{ output: 'an answer', scores: [Number(score)] }]);
    await tree.run(nameOf(name), Array.from({ length: 10 }, () => cells).flat());
  }
  return tree;
}

test('the contributions of the example are those that the page shows, and add up', () => {
  const { contributions, total, addsUp } = answer.attribution;
  const shown = contributions.map(({ variant, score, passRate }) => [variant.name, String(score.value), String(passRate.value)]);
  const totals = ['total', String(total.score.value), String(answer.outcome.passRateDifference.value)];
  expect([...shown, totals]).toEqual(tableRows(section('attribution.md', 'Contributions'), 'contribution of'));
  expect(addsUp).toBe(true);
});

test('the interaction of the example is the one that the page shows', () => {
  const shown = answer.attribution.interactions.map(({ apart, together, expected, actual, difference }) => [
    apart.map(({ name }) => name).join(', '),
    together.name,
    ...[expected, actual, difference.value].map(String),
  ]);
  expect(shown).toEqual(tableRows(section('attribution.md', 'Interactions'), 'apart'));
  expect(answer.attribution.interactions.map(({ addsUp }) => addsUp)).toEqual([false]);
});

test('the outcomes of hypotheses are those of the table', () => {
  const verdicts = ['IMPROVED', 'NO_DIFFERENCE', 'REGRESSED', 'INCONCLUSIVE'] as const;
  const expected = (['IMPROVED', 'NOT_REGRESSED'] as const).map((expectation) => [
    `\`${expectation}\``,
    ...verdicts.map((verdict) => `\`${hypothesisOutcome(expectation, verdict)}\``),
  ]);
  expect(tableRows(section('attribution.md', 'Outcome'), 'expected')).toEqual(expected);
});
