import { afterAll, beforeAll, expect, test } from 'vitest';
import { regressionClasses } from '../../src/domain/regression/classification.js';
import { regressionItems } from '../../src/domain/regression/items.js';
import { exclusionReasons } from '../../src/domain/regression/paired-items.js';
import { defaultThreshold, regressionReport } from '../../src/domain/regression/report.js';
import { baselineSources } from '../../src/domain/regression/resolve-baseline.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenExperiment } from '../support/given-runs.js';
import { testScope } from '../support/scope.js';
import { expectValue, numberedItems } from '../support/seed.js';
import { codeIn, section, tableRows } from './pages.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const namesIn = (heading: string, firstHeader: string) =>
  tableRows(section('regression.md', heading), firstHeader).flatMap(([name = '']) => codeIn(name));

test('the sources of a baseline are those that there are, in the order in which they are looked for', () => {
  expect(namesIn('Baseline', '`baselineSource`')).toEqual(baselineSources);
});

test('the classes and the reasons are those that there are', () => {
  expect(namesIn('Classes', 'class')).toEqual(regressionClasses);
  expect(namesIn('What counts', 'reason')).toEqual(exclusionReasons);
});

test('the examples of classes come out as the page shows them', async () => {
  const examples = tableRows(section('regression.md', 'Classes'), 'baseline score');
  const cells = (column: number) =>
    examples.map((row) => [row[column] === 'error' ? { scores: [0] } : { output: 'an answer', scores: [Number(row[column])] }]);
  const scope = await testScope(database);
  const experiment = await givenExperiment(scope, { items: numberedItems(examples.length), variants: 1 });
  await experiment.run(0, cells(0));
  const run = await experiment.run(0, cells(1));
  const report = expectValue(await regressionReport(scope, run.id));
  if (!report) throw new Error('The second run has a report.');
  expect(report.threshold).toBe(defaultThreshold);
  const items = await regressionItems(scope, report, { classification: null, change: null }, 100, null);
  const shown = items.sort((a, b) => a.row - b.row).map(({ delta, classification }) => [String(delta), `\`${classification}\``]);
  expect(shown).toEqual(examples.map(([, , delta, classification]) => [delta, classification]));
});
