import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { comparisonSheet } from '../../src/domain/export/comparison.js';
import { regressionSheet } from '../../src/domain/export/regression.js';
import { resultsSheet } from '../../src/domain/export/results.js';
import type { Sheet } from '../../src/domain/export/sheet.js';
import { isFailure } from '../../src/failures.js';
import { readExportRequest } from '../../src/server/export-request.js';
import { fakeTerminal } from '../cli/fake-terminal.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenExperiment } from '../support/given-runs.js';
import { expectValue, numberedItems } from '../support/seed.js';
import { testScope } from '../support/scope.js';
import { blockIn, codeIn, section, tableRows } from './pages.js';

let database: TestDatabase;
let sheets: Record<string, Sheet>;

beforeAll(async () => {
  database = await createTestDatabase();
  const scope = await testScope(database);
  const experiment = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
  const before = await experiment.run(0, [[{ output: 0, scores: [1] }]]);
  const run = await experiment.run(0, [[{ output: 0, scores: [1] }]]);
  sheets = {
    results: expectValue(await resultsSheet(scope, run.id)),
    comparison: expectValue(await comparisonSheet(scope, experiment.id, null)),
    regression: expectValue(await regressionSheet(scope, run.id, { baselineRunId: before.id, threshold: null })),
  };
});
afterAll(() => database.close());

test.each(tableRows(section('export.md', 'Columns'), 'file'))(
  'the columns of %s are those of the page',
  (file = '', columns = '') => {
    const written = sheets[file]?.columns.map((name) => name.replace('score: right', 'score: <name>').replace('variant 1: ', ''));
    expect(codeIn(columns)).toEqual(written);
  },
);

test.each(tableRows(section('export.md', 'Export'), 'address'))('%s is an address of the server', (address = '') => {
  const path = (codeIn(address)[0] ?? '')
    .replaceAll('<run>', 'run_01h455vb4pex5vsknk084sn02q')
    .replaceAll('<experiment>', 'exp_01h455vb4pex5vsknk084sn02q');
  expect(isFailure(readExportRequest(new URL(path, 'http://127.0.0.1')))).toBe(false);
});

test('the commands are those of the command line, with their options', () => {
  const program = createProgram({ start: () => Promise.reject(new Error('No process is started here.')) }, fakeTerminal());
  const commands = program.commands.find((known) => known.name() === 'export')?.commands ?? [];
  const lines = blockIn('sh', 'export').text.trim().split('\n');
  expect(lines.map((line) => line.split(' ')[2])).toEqual(commands.map((command) => command.name()));
  lines.forEach((line, place) => {
    const known = commands[place]?.options.map(({ long }) => long) ?? [];
    expect((line.match(/--[a-z]+/g) ?? []).filter((name) => !known.includes(name))).toEqual([]);
  });
});
