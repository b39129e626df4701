import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createShareLink } from '../../../src/domain/sharing/share-links.js';
import { encodeId } from '../../../src/ids.js';
import { type Recorded, type Recording, recordedExperiment } from '../../domain/comparison/recording.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RealtimeClient } from '../../support/realtime.js';
import { expectValue } from '../../support/seed.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { EventSubscription } from '../../support/server-sent-events.js';

let database: TestDatabase;
let server: TestServer;
let socket: RealtimeClient;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  socket = new RealtimeClient(server.url, server.a.viewer);
});
afterAll(async () => {
  await socket.close();
  await server.close();
  await database.close();
});

const fields = `
  summary { rows divergentRows agreeingRows incompleteRows }
  columns { run { id status sequence } averageDurationMs averageTokens totalCost averageScore passRate fastest fewestTokens cheapest best }`;
const row = `place divergent hasMajority item { externalId }
  cells { run { id } state trials durationMs totalTokens cost score passed fastest fewestTokens cheapest outlier result { id } }`;
const changesOf = `subscription ($experimentId: ID!, $runIds: [ID!]) {
  comparisonChanges(experimentId: $experimentId, runIds: $runIds) { ${fields} rows { ${row} } moreRows }
}`;
const matrixOf = `query ($experimentId: ID!, $runIds: [ID!]) {
  experiment(id: $experimentId) { comparison(runIds: $runIds) { ${fields} rows(first: 200) { edges { node { ${row} } } } } }
}`;

interface Row {
  place: number;
  cells: { state: string }[];
}
interface Matrix {
  summary: { rows: number; divergentRows: number; agreeingRows: number; incompleteRows: number };
  columns: { run: { id: string; status: string } }[];
}
type Changes = { comparisonChanges: Matrix & { rows: Row[]; moreRows: number } };
type Comparison = { experiment: { comparison: Matrix & { rows: { edges: { node: Row }[] } } } };

async function readMatrix(variables: { experimentId: string; runIds: string[] }, key = server.a.viewer) {
  const { data, errors } = await server.request<Comparison>(matrixOf, variables, key);
  if (!data) throw new Error(JSON.stringify(errors));
  const { rows, ...rest } = data.experiment.comparison;
  return { ...rest, rows: rows.edges.map(({ node }) => node) };
}

const answer = (output: number): Recorded => ({ output, values: [1], durationMs: output });
const failed: Recorded = { output: 'error', values: [0], durationMs: 1 };

describe.each(['WebSocket', 'server-sent events'])('comparisonChanges over %s', (transport) => {
  const opened: { stop(): void }[] = [];
  function subscribe(variables: Record<string, unknown>, key = server.a.viewer) {
    const subscription =
      transport === 'WebSocket' && key === server.a.viewer
        ? socket.subscribe<Changes>(changesOf, variables)
        : new EventSubscription<Changes>(server.url, key, changesOf, variables);
    opened.push(subscription);
    return subscription;
  }
  afterEach(() => {
    for (const subscription of opened.splice(0)) subscription.stop();
  });

  test('tells how the latest runs stand, then the rows that change, and completes with the runs', async () => {
    const experiment = await recordedExperiment(server.a.scope, { items: 2, variants: 2 });
    const [earlier] = await experiment.start();
    await earlier?.commit([answer(9), answer(9)]);
    const runs = await experiment.start();
    const [left, right] = runs;
    const changes = subscribe({ experimentId: experiment.publicId });
    const first = await changes.next();
    expect(first.comparisonChanges).toMatchObject({ summary: { rows: 2, incompleteRows: 2 }, rows: [], moreRows: 0 });
    expect(first.comparisonChanges.columns.map(({ run }) => run.id)).toEqual(runs.map(({ publicId }) => publicId));
    await left?.commit([answer(1)]);
    expect((await changes.next()).comparisonChanges).toMatchObject({
      summary: { incompleteRows: 2 },
      rows: [
        { place: 0, item: { externalId: 'item-0' }, cells: [{ state: 'OUTPUT', durationMs: 1, score: 1 }, { state: 'MISSING' }] },
      ],
    });
    await left?.commit([answer(2)]);
    await right?.commit([answer(1), failed]);
    const last = (await changes.rest()).at(-1);
    expect(last?.comparisonChanges.summary).toEqual({ rows: 2, divergentRows: 1, agreeingRows: 1, incompleteRows: 0 });
    expect(last?.comparisonChanges.columns).toMatchObject([{ run: { status: 'COMPLETED' } }, { run: { status: 'COMPLETED' } }]);
  });

  test('whatever comes in whatever order, a reader who puts in what is told has what the comparison is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        const experiment = await recordedExperiment(server.a.scope, { items: 8, variants: 3 });
        const runs = await experiment.start(2);
        const variables = { experimentId: experiment.publicId, runIds: runs.map(({ publicId }) => publicId) };
        const changes = subscribe(variables);
        let matrix: Matrix = (await changes.next()).comparisonChanges;
        const rows = new Map((await readMatrix(variables)).rows.map((each) => [each.place, each]));
        const rest = changes.rest();
        for (const { run, ...next } of steps) await take(next, runs[run % runs.length], runs);
        for (const run of runs) await run.commit(Array.from({ length: run.left() }, () => answer(1)));
        for (const { comparisonChanges } of await rest) {
          const { rows: changed, moreRows, ...told } = comparisonChanges;
          expect(moreRows).toBe(0);
          matrix = told;
          for (const each of changed) rows.set(each.place, each);
        }
        const { rows: expected, ...now } = await readMatrix(variables);
        expect([...rows.values()]).toEqual(expected);
        expect({ summary: matrix.summary, columns: matrix.columns }).toEqual(now);
      }),
      { numRuns: 5 },
    );
  }, 120_000);

  test('shows the guest of a share link its experiment, and no other', async () => {
    const experiment = await recordedExperiment(server.a.scope, { items: 2 });
    const other = await recordedExperiment(server.a.scope, { items: 2 });
    const [run] = await experiment.start();
    const [hidden] = await other.start();
    const { token } = expectValue(await createShareLink(server.a.scope, { experimentId: experiment.id }));
    const changes = subscribe({ experimentId: experiment.publicId }, token);
    expect((await changes.next()).comparisonChanges.summary.rows).toBe(2);
    await run?.commit([answer(1)]);
    expect((await changes.next()).comparisonChanges.rows).toHaveLength(1);
    for (const variables of [
      { experimentId: other.publicId },
      { experimentId: experiment.publicId, runIds: [hidden?.publicId ?? ''] },
    ]) {
      const { errors } = await subscribe(variables, token).nextResult();
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
  });

  test('what belongs to another organization, or is nothing at all, is not there', async () => {
    const own = await recordedExperiment(server.a.scope, { items: 1 });
    const other = await recordedExperiment(server.b.scope, { items: 1 });
    const [run] = await other.start();
    for (const variables of [
      { experimentId: other.publicId },
      { experimentId: encodeId('experiment', crypto.randomUUID()) },
      { experimentId: 'nothing' },
      { experimentId: own.publicId, runIds: [run?.publicId ?? ''] },
      { experimentId: own.publicId, runIds: ['nothing'] },
    ]) {
      const { data, errors } = await subscribe(variables).nextResult();
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
  });
});

const recorded = fc.record<Recorded>({
  output: fc.constantFrom('error', 'error', 1, 2),
  values: fc.array(fc.constantFrom(0, 0.5, 1, null, undefined), { minLength: 1, maxLength: 1 }),
  durationMs: fc.nat(1000),
});
const step = fc.record({
  run: fc.nat(2),
  kind: fc.constantFrom('commit', 'commit', 'commit', 'finish', 'retry', 'look'),
  results: fc.array(recorded, { minLength: 1, maxLength: 6 }),
});

/** The last active run is left active: with it, the comparison would end. */
async function take({ kind, results }: { kind: string; results: Recorded[] }, run: Recording | undefined, runs: Recording[]) {
  if (!run) return;
  const isLast = runs.every((other) => other === run || other.left() === 0);
  const room = isLast ? run.left() - 1 : run.left();
  switch (kind) {
    case 'commit':
      return run.commit(results.slice(0, Math.max(room, 0)));
    case 'finish':
      return run.commit(Array.from({ length: Math.max(room, 0) }, (_, place) => results[place % results.length] ?? failed));
    case 'retry':
      return void (await run.retry());
    default:
      // Somebody else looks at the results meanwhile.
      await server.a.scope.vectors.load(runs.map(({ id }) => id));
  }
}
