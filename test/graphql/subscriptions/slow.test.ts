import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RealtimeClient } from '../../support/realtime.js';
import { type ExperimentByHand, experimentByHand } from '../../support/run-by-hand.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let database: TestDatabase;
let server: TestServer;
let experiment: ExperimentByHand;
let slow: RealtimeClient;
let fast: RealtimeClient;

/** What the network holds of a connection that nobody reads is some megabytes; a few messages of this size are more. */
const large = 'x'.repeat(4_000_000);

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  experiment = await experimentByHand(server.a.scope, 20);
});
beforeEach(() => {
  slow = new RealtimeClient(server.url, server.a.viewer);
  fast = new RealtimeClient(server.url, server.a.viewer);
});
afterEach(async () => {
  await Promise.all([slow.close(), fast.close()]);
});
afterAll(async () => {
  await server.close();
  await database.close();
});

interface Progress {
  runProgress: { sequence: number; status: string };
}

test('a socket that is not read for a while is told the latest progress then, not all that was missed', async () => {
  const run = await experiment.start();
  await database.db.run.update({ where: { id: run.id }, data: { configuration: { large } } });
  const variables = { runId: run.publicId };
  const withText = 'subscription ($runId: ID!) { runProgress(runId: $runId) { sequence status configuration } }';
  const missing = slow.subscribe<Progress>(withText, variables);
  const seeing = fast.subscribe<Progress>(withText.replace('configuration', ''), variables);
  await missing.next();
  await seeing.next();
  slow.pause();
  for (let sequence = 1; sequence <= 10; sequence += 1) {
    await run.commit(1);
    await seeing.waitForMessage(({ runProgress }) => runProgress.sequence === sequence);
  }
  await run.commit(10);
  await seeing.rest();
  slow.resume();
  const states = (await missing.rest()).map(({ runProgress }) => runProgress);
  expect(states.at(-1)).toMatchObject({ sequence: 20, status: 'COMPLETED' });
  expect(states.length).toBeLessThan(10);
});

test('a socket that is not read for a while gets every result all the same', async () => {
  const run = await experiment.start();
  const results = slow.subscribe<{ runResults: { sequence: number } }>(
    'subscription ($runId: ID!) { runResults(runId: $runId) { sequence output } }',
    { runId: run.publicId },
  );
  await run.commit(1, { output: large });
  await results.next();
  slow.pause();
  for (let place = 0; place < 4; place += 1) await run.commit(2, { output: large });
  // While it waits, another who follows the same run is told of all.
  const others = fast.subscribe('subscription ($runId: ID!) { runResults(runId: $runId) { sequence } }', { runId: run.publicId });
  await run.commit(11);
  expect(await others.rest()).toHaveLength(20);
  slow.resume();
  const sequences = (await results.rest()).map(({ runResults: { sequence } }) => sequence);
  expect(sequences).toEqual(Array.from({ length: 19 }, (_, place) => place + 2));
});
