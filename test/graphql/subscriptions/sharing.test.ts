import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { deleteExperiment } from '../../../src/domain/experiments/experiments.js';
import { type CountedDatabase, countByTable, openCountedDatabase } from '../../support/counted-database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RealtimeClient, type RealtimeSubscription } from '../../support/realtime.js';
import { type ExperimentByHand, experimentByHand, type RunByHand } from '../../support/run-by-hand.js';
import { expectValue } from '../../support/seed.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { EventSubscription } from '../../support/server-sent-events.js';

let database: TestDatabase;
/** What the server reads through. The tests commit through another connection. */
let counted: CountedDatabase;
let server: TestServer;
let experiment: ExperimentByHand;
let clients: RealtimeClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  counted = openCountedDatabase(database.url);
  server = await startTestServer({ ...database, db: counted.db });
  experiment = await experimentByHand({ ...server.a.scope, db: database.db }, 400);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
});
afterAll(async () => {
  await server.close();
  await counted.db.$disconnect();
  await database.close();
});

const runProgress = 'subscription ($runId: ID!) { runProgress(runId: $runId) { sequence variant { name } } }';
const experimentProgress = 'subscription ($id: ID!) { experimentProgress(experimentId: $id) { sequence } }';
const experimentChanged = 'subscription ($id: ID!) { experimentChanged(experimentId: $id) { name stage } }';
const runResults = `subscription ($runId: ID!, $after: Int) {
  runResults(runId: $runId, after: $after) { sequence item { externalId } scores { value evaluator { name } } }
}`;
type Progress = { runProgress: { sequence: number } };

function client(key = server.a.viewer): RealtimeClient {
  const made = new RealtimeClient(server.url, key);
  clients.push(made);
  return made;
}

const reaches = (sequence: number) => (data: Progress) => data.runProgress.sequence === sequence;

/** What one change of the run costs, told to all of these. */
async function costOfChange(run: RunByHand, subscriptions: Pick<RealtimeSubscription<Progress>, 'waitForMessage'>[]) {
  const before = (await run.sequences()).length;
  // The interval of whatever was told before is over once this first change has been.
  for (const sequence of [before + 1, before + 2]) {
    await counted.takeStatements();
    await run.commit(1);
    for (const subscription of subscriptions) await subscription.waitForMessage(reaches(sequence));
  }
  return countByTable(await counted.takeStatements());
}

/** Waits until a change of another run was told, which the server hears of after all that happened before. */
async function settle(): Promise<void> {
  const witness = await experiment.start();
  const states = client().subscribe<Progress>(runProgress, { runId: witness.publicId });
  await states.next();
  for (const sequence of [1, 2]) {
    await witness.commit(1);
    await states.waitForMessage(reaches(sequence));
  }
  states.stop();
}

test('fifty who watch a run with one document cost what one costs', async () => {
  const run = await experiment.start();
  const sockets = Array.from({ length: 5 }, () => client());
  const watching = Array.from({ length: 50 }, (_, place) =>
    (sockets[place % 5] ?? client()).subscribe<Progress>(runProgress, { runId: run.publicId }),
  );
  for (const states of watching) await states.next();
  expect(await costOfChange(run, watching)).toEqual({ run: 1, variant: 1 });
});

test('fifty who watch an experiment with one document cost what one costs', async () => {
  const query = experimentChanged.replace(' stage', '');
  const sockets = Array.from({ length: 5 }, () => client());
  const watching = Array.from({ length: 50 }, (_, place) =>
    (sockets[place % 5] ?? client()).subscribe<{ experimentChanged: { name: string } }>(query, { id: experiment.publicId }),
  );
  for (const changes of watching) await changes.next();
  await settle();
  await counted.takeStatements();
  await database.db.experiment.update({ where: { id: experiment.id }, data: { name: 'renamed' } });
  for (const changes of watching) await changes.waitForMessage((data) => data.experimentChanged.name === 'renamed');
  const { experiment: read } = countByTable(await counted.takeStatements());
  expect(read).toBe(1);
});

test('another role and another document are executed for themselves; the run is still read once', async () => {
  const run = await experiment.start();
  const variables = { runId: run.publicId };
  const [viewer, editor] = [client(), client(server.a.editor)];
  const watching = [
    viewer.subscribe<Progress>(runProgress, variables),
    viewer.subscribe<Progress>(runProgress, variables),
    editor.subscribe<Progress>(runProgress, variables),
  ];
  for (const states of watching) await states.next();
  expect(await costOfChange(run, watching)).toEqual({ run: 1, variant: 2 });
  watching.push(viewer.subscribe<Progress>(runProgress.replace('name', 'id name'), variables));
  await watching.at(-1)?.next();
  expect(await costOfChange(run, watching)).toEqual({ run: 1, variant: 3 });
});

test('whoever joins is told the newest state at once', async () => {
  const run = await experiment.start();
  const first = client().subscribe<Progress>(runProgress, { runId: run.publicId });
  await run.commit(3);
  await first.waitForMessage(reaches(3));
  const joined = client(server.a.viewer).subscribe<Progress>(runProgress, { runId: run.publicId });
  expect(await joined.next()).toMatchObject({ runProgress: { sequence: 3 } });
});

test('what one organization watches, another is not told of, though it asks in the same words', async () => {
  const run = await experiment.start();
  const asked: [string, Record<string, unknown>][] = [
    [runProgress, { runId: run.publicId }],
    [experimentProgress, { id: experiment.publicId }],
    [experimentChanged, { id: experiment.publicId }],
    [runResults, { runId: run.publicId }],
  ];
  await run.commit(1);
  const own = client();
  for (const [query, variables] of asked) await own.subscribe(query, variables).next();
  for (const key of [server.b.viewer, server.b.editor, server.b.admin]) {
    const others = client(key);
    for (const [query, variables] of asked) {
      expect(await others.subscribe(query, variables).nextResult()).toMatchObject({
        errors: [{ extensions: { code: 'NOT_FOUND' } }],
      });
    }
  }
});

test('one of many who leaves does not end it for the others', async () => {
  const run = await experiment.start();
  const socket = client();
  const [first, second] = [1, 2].map(() => socket.subscribe<Progress>(runProgress, { runId: run.publicId }));
  if (!first || !second) throw new Error('There are two.');
  await first.next();
  await second.next();
  first.stop();
  await run.commit(2);
  expect(await second.waitForMessage(reaches(2))).toBeDefined();
});

test('an experiment that was deleted is not there for whoever joins those who still watch it', async () => {
  const doomed = await experimentByHand({ ...server.a.scope, db: database.db }, 1);
  const run = await doomed.start();
  await run.commit(1);
  const socket = client();
  await socket.subscribe(experimentProgress, { id: doomed.publicId }).next();
  expectValue(await deleteExperiment({ ...server.a.scope, db: database.db }, doomed.id));
  const joining = socket.subscribe(experimentProgress, { id: doomed.publicId });
  expect(await joining.nextResult()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});

test('what fails for one who shares fails for all, hidden behind an id, and a new subscription begins anew', async () => {
  const run = await experiment.start();
  const watching = [1, 2, 3].map(() => client().subscribe<Progress>(runProgress, { runId: run.publicId }));
  for (const states of watching) await states.next();
  await database.db.$executeRaw`ALTER TABLE run RENAME COLUMN sequence TO consequence`;
  try {
    const signal = { runId: run.id, experimentId: experiment.id };
    await database.db.$executeRaw`SELECT pg_notify('variorum_run', ${JSON.stringify(signal)})`;
    const rest = await Promise.allSettled(watching.map((states) => states.rest()));
    for (const end of rest) {
      expect(end).toMatchObject({ status: 'rejected', reason: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
      expect(JSON.stringify(end)).not.toContain('column');
    }
  } finally {
    await database.db.$executeRaw`ALTER TABLE run RENAME COLUMN consequence TO sequence`;
  }
  const again = client().subscribe<Progress>(runProgress, { runId: run.publicId });
  expect(await again.next()).toMatchObject({ runProgress: { sequence: 0 } });
});

test.each(['stopped', 'closed', 'aborted'])(
  'a subscription that is %s while nothing happens leaves nothing behind',
  async (how) => {
    const run = await experiment.start();
    await run.commit(1);
    const socket = client();
    for (const [query, variables] of [
      [runProgress, { runId: run.publicId }],
      // Not shared, since the field is behind a fragment.
      [
        `subscription ($runId: ID!) { ...progress } fragment progress on Subscription { runProgress(runId: $runId) { sequence } }`,
        { runId: run.publicId },
      ],
      [experimentProgress, { id: experiment.publicId }],
      [runResults, { runId: run.publicId }],
    ] as const) {
      if (how === 'aborted') {
        const subscription = new EventSubscription(server.url, server.a.viewer, query, variables);
        await subscription.next();
        subscription.stop();
      } else {
        const subscription = socket.subscribe(query, variables);
        await subscription.next();
        if (how === 'stopped') subscription.stop();
      }
    }
    if (how === 'closed') await socket.close();
    // A server hears of a connection's end when it does; from some change on, nobody is left to read for.
    let read: Record<string, number>;
    do {
      await settle();
      await counted.takeStatements();
      await run.commit(1);
      await settle();
      read = countByTable((await counted.takeStatements()).filter((sql) => sql.includes('"run"') || sql.includes('"result"')));
      // `settle` itself: its run as it is asked for, as it stands, and as it changes twice.
    } while ((read.run ?? 0) > 4 || read.result);
    expect(read).toEqual({ run: 4 });
  },
);

test('three hundred results with their items and scores cost a few statements a page', async () => {
  const run = await experiment.start();
  await run.commit(400);
  await settle();
  await counted.takeStatements();
  const results = client().subscribe(runResults, { runId: run.publicId, after: 100 });
  expect(await results.rest()).toHaveLength(300);
  const { api_key: _, ...statements } = countByTable(await counted.takeStatements());
  expect(statements).toMatchInlineSnapshot(`
    {
      "dataset_item": 2,
      "evaluator": 2,
      "result": 3,
      "run": 2,
      "score": 2,
    }
  `);
});

test('results that are committed together are told with the statements of one', async () => {
  const run = await experiment.start();
  await run.commit(1);
  const results = client().subscribe<{ runResults: { sequence: number } }>(runResults, { runId: run.publicId });
  await results.next();
  await settle();
  await counted.takeStatements();
  await run.commit(100);
  await results.waitForMessage(({ runResults: { sequence } }) => sequence === 101);
  expect(countByTable(await counted.takeStatements())).toMatchInlineSnapshot(`
    {
      "dataset_item": 1,
      "evaluator": 1,
      "result": 1,
      "run": 1,
      "score": 1,
    }
  `);
});
