import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgram, type Processes } from '../../src/cli/program.js';
import type { Run } from '../../src/database/client.js';
import { markBaseline } from '../../src/domain/regression/baselines.js';
import { encodeId } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { commitCells, type GivenCells, type GivenExperiment, givenExperiment } from '../support/given-runs.js';
import { expectValue, numberedItems } from '../support/seed.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { fakeTerminal } from './fake-terminal.js';

/** Enough for an interval. */
const items = 40;

let database: TestDatabase;
let server: TestServer;
let experiment: GivenExperiment;
let good: Run;
let bad: Run;
let directory: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  directory = await mkdtemp(join(tmpdir(), 'variorum-'));
  experiment = await givenExperiment(server.a.scope, { items: numberedItems(items), variants: 1 });
  good = await experiment.run(
    0,
    cellsOf((item) => (item % 4 === 0 ? 0 : 1)),
  );
  bad = await experiment.run(
    0,
    cellsOf((item) => (item % 4 === 1 ? 1 : 0)),
  );
});
afterAll(async () => {
  await server.close();
  await database.close();
  await rm(directory, { recursive: true });
});

function cellsOf(score: (item: number) => number): GivenCells {
  return Array.from({ length: items }, (_, item) => [{ output: item, scores: [score(item)], tokens: 10, cost: '0.001' }]);
}

const processes: Processes = { start: () => Promise.reject(new Error('No process is started here.')) };
const idOf = ({ id }: Run): string => encodeId('run', id);

/** Calls `variorum` as from a CI job. */
async function variorum(
  parameters: string[],
  environment: NodeJS.ProcessEnv = { VARIORUM_URL: server.url, VARIORUM_API_KEY: server.a.viewer },
) {
  const terminal = fakeTerminal(environment);
  await createProgram(processes, terminal).parseAsync(parameters, { from: 'user' });
  return { out: terminal.out.text, err: terminal.err.text, exitCode: terminal.exitCode };
}

test('a run that is worse than the one before closes the gate', async () => {
  const { out, err, exitCode } = await variorum(['compare', idOf(bad)]);
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 1 });
  expect(out).toContain(`variant 1 (${idOf(bad)}) against variant 1 (${idOf(good)}), the run before`);
  expect(out).toMatch(/^mean score +0\.750 +0\.250 +-0\.500$/m);
  expect(out).toContain('40 compared: 0 improved, 20 regressed, 20 unchanged (within ±0.05).');
  expect(out).toMatch(/The gate fails: The verdict is REGRESSED\.\n$/);
});

test('a better one opens it, unless too many items regressed all the same', async () => {
  const named = ['compare', idOf(good), '--baseline', idOf(bad)];
  expect(await variorum(named)).toMatchObject({ exitCode: 0, out: expect.stringContaining('The gate passes.') });
  const mixed = await experiment.run(
    0,
    cellsOf((item) => (item < 4 ? 0 : 1)),
  );
  const worse = ['compare', idOf(mixed), '--baseline', idOf(good), '--max-regressed'];
  expect(await variorum([...worse, '3'])).toMatchObject({ exitCode: 0 });
  expect(await variorum([...worse, '2'])).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining('3 items regressed; at most 2 may.'),
  });
});

test('a difference that may be chance fails only where that is asked for', async () => {
  const similar = await experiment.run(
    0,
    cellsOf((item) => (item % 4 === 0 ? Number(item === 0) : 1)),
  );
  const compare = ['compare', idOf(similar), '--baseline', idOf(good), '--threshold', '0.01', '--format', 'json'];
  const { out, exitCode } = await variorum(compare);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ threshold: 0.01, statistics: { verdict: 'INCONCLUSIVE' }, gate: { passed: true } });
  expect(await variorum([...compare, '--fail-on', 'inconclusive'])).toMatchObject({ exitCode: 1 });
});

test('every format tells the same', async () => {
  const compare = async (format: string): Promise<string> => (await variorum(['compare', idOf(bad), '--format', format])).out;
  const json = JSON.parse(await compare('json'));
  expect(json).toMatchObject({
    gate: { passed: false, failOn: 'regressed', maxRegressed: null },
    run: { id: idOf(bad) },
    baseline: { id: idOf(good), source: 'PRIOR_RUN' },
    summary: { comparedItems: items, regressed: 20, meanDelta: -0.5 },
    performance: { delta: { totalCost: '0', averageTokens: 0 } },
  });
  expect(json.regressed).toHaveLength(20);
  expect(await compare('markdown')).toContain('| mean score | 0.750 | 0.250 | -0.500 |');
  expect(await compare('junit')).toContain('<testsuite name="variorum compare" tests="21" failures="21"');
});

test('without anything to compare with the gate is open, and says so', async () => {
  const first = await givenExperiment(server.a.scope, { items: numberedItems(1), variants: 1 });
  const run = await first.run(0, [[{ output: 0, scores: [1] }]]);
  expect(await variorum(['compare', idOf(run)])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('There is no baseline to compare with'),
  });
  const { out } = await variorum(['compare', idOf(run), '--format', 'json']);
  expect(JSON.parse(out)).toMatchObject({ gate: { passed: true }, baseline: null });
});

test('the marked baseline comes before the run before', async () => {
  const marked = await givenExperiment(server.a.scope, { items: numberedItems(8), variants: 1 });
  const [first] = [
    await marked.run(
      0,
      cellsOf(() => 1),
    ),
    await marked.run(
      0,
      cellsOf(() => 0),
    ),
  ];
  const last = await marked.run(
    0,
    cellsOf(() => 0),
  );
  expect((await variorum(['compare', idOf(last)])).exitCode).toBe(0);
  expectValue(await markBaseline(server.a.scope, first.id));
  expect(await variorum(['compare', idOf(last)])).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining('the marked baseline'),
  });
  expect(await variorum(['compare', idOf(first)])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('this run is its variant’s marked baseline. Name another run with --baseline.'),
  });
});

test('what could not be found out is not the same as worse', async () => {
  const unknown = 'run_01h455vb4pex5vsknk084sn02q';
  const told = {
    'unknown run': await variorum(['compare', unknown]),
    'unknown baseline': await variorum(['compare', idOf(bad), '--baseline', unknown]),
    itself: await variorum(['compare', idOf(bad), '--baseline', idOf(bad)]),
    'wrong verdict': await variorum(['compare', idOf(bad), '--fail-on', 'improved']),
    'wrong threshold': await variorum(['compare', idOf(bad), '--threshold', '5']),
    'wrong number': await variorum(['compare', idOf(bad), '--max-regressed', '-1']),
    'no server': await variorum(['compare', idOf(bad)], { VARIORUM_URL: 'http://127.0.0.1:9', VARIORUM_API_KEY: 'vrm_any' }),
    'no key': await variorum(['compare', idOf(bad)], {}),
  };
  for (const [what, { out, err, exitCode }] of Object.entries(told)) {
    expect([what, out, exitCode]).toEqual([what, '', 2]);
    expect(err).not.toBe('');
  }
  expect(told['unknown baseline'].err).toContain(`There is no run ${unknown}`);
});

test('a run that goes on is waited for where that is asked for', async () => {
  const waited = await givenExperiment(server.a.scope, { items: numberedItems(8), variants: 1 });
  await waited.run(
    0,
    cellsOf(() => 1),
  );
  const active = await waited.run(0, cellsOf(() => 0).slice(0, 4));
  const early = { exitCode: 2, out: '', err: expect.stringContaining('--wait') };
  expect(await variorum(['compare', idOf(active)])).toMatchObject(early);
  expect(await variorum(['compare', idOf(active), '--baseline', idOf(good)])).toMatchObject(early);

  const compared = variorum(['compare', idOf(active), '--wait']);
  await commitCells(server.a.scope, active, [[], [], [], [], ...cellsOf(() => 0).slice(4)]);
  expect(await compared).toMatchObject({ exitCode: 1, out: expect.stringContaining('The verdict is REGRESSED.') });
});

test('a run that failed closes the gate', async () => {
  const failing = await givenExperiment(server.a.scope, { items: numberedItems(1), variants: 1 });
  const run = await failing.run(0, [[{}]]);
  expect(run.status).toBe('FAILED');
  const closed = { exitCode: 1, err: '', out: expect.stringContaining('is FAILED') };
  for (const format of ['table', 'markdown', 'json', 'junit']) {
    expect(await variorum(['compare', idOf(run), '--format', format])).toMatchObject(closed);
    expect(await variorum(['compare', idOf(run), '--baseline', idOf(good), '--format', format])).toMatchObject(closed);
  }
});

test('a gate that nothing could be compared for is not open', async () => {
  const renamed = await givenExperiment(server.a.scope, { items: numberedItems(2), variants: 1 });
  const scored = [[{ output: 0, scores: [1] }], [{ output: 1, scores: [1] }]];
  await renamed.run(0, scored);
  await database.db.evaluator.updateMany({ where: { experimentId: renamed.id }, data: { name: 'correct' } });
  const run = await renamed.run(0, scored);
  expect(await variorum(['compare', idOf(run)])).toMatchObject({
    exitCode: 2,
    out: expect.stringMatching(/Nothing was compared: .* by the same rules: .*correct/),
  });
});

test('exports go to standard output, or into a file that is there when it is whole', async () => {
  const printed = await variorum(['export', 'results', idOf(good), '--format', 'jsonl']);
  expect(printed).toMatchObject({ exitCode: 0, err: '' });
  expect(printed.out.trimEnd().split('\n')).toHaveLength(items);

  const path = join(directory, 'report.csv');
  const written = await variorum([
    'export',
    'regression',
    idOf(bad),
    '--baseline',
    idOf(good),
    '--threshold',
    '0.2',
    '--output',
    path,
  ]);
  expect(written).toMatchObject({ exitCode: 0, out: '', err: expect.stringMatching(/^Wrote .*report\.csv: [\d,]+ bytes\.\n$/) });
  expect((await readFile(path, 'utf8')).split('\r\n')).toHaveLength(items + 2);

  const id = encodeId('experiment', experiment.id);
  const comparison = await variorum(['export', 'comparison', id, '--runs', `${idOf(good)},${idOf(bad)}`]);
  expect(comparison.out.split('\r\n')[0]).toContain(`variant 1 (${idOf(good)}): output`);

  const refused = await variorum(['export', 'results', 'run_nowhere', '--output', join(directory, 'none.csv')]);
  expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining('"run_nowhere" in the address is not an id') });
  expect(await readdir(directory)).toEqual(['report.csv']);
});
