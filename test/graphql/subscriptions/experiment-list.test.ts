import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createExperiment } from '../../../src/domain/experiments/experiments.js';
import { createShareLink } from '../../../src/domain/sharing/share-links.js';
import { encodeId } from '../../../src/ids.js';
import { type CountedDatabase, countByTable, openCountedDatabase } from '../../support/counted-database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RealtimeClient, type RealtimeSubscription } from '../../support/realtime.js';
import { expectValue } from '../../support/seed.js';
import { startTestServer, type TestOrganization, type TestServer } from '../../support/server.js';
import { EventSubscription } from '../../support/server-sent-events.js';

let database: TestDatabase;
/** What the server reads through. The tests commit through another connection. */
let counted: CountedDatabase;
let server: TestServer;
let clients: RealtimeClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  counted = openCountedDatabase(database.url);
  server = await startTestServer({ ...database, db: counted.db });
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

const experimentsChanged = 'subscription { experimentsChanged { name status } }';
type Changed = { experimentsChanged: { name: string; status: string } };

function client(key = server.a.viewer): RealtimeClient {
  const made = new RealtimeClient(server.url, key);
  clients.push(made);
  return made;
}

const create = async ({ scope }: TestOrganization) =>
  expectValue(await createExperiment({ ...scope, db: database.db }, { name: 'new', type: 'LLM' }));
const rename = (experiments: { id: string }[], name: string) =>
  database.db.experiment.updateMany({ where: { id: { in: experiments.map(({ id }) => id) } }, data: { name } });
const named = (name: string) => (data: Changed) => data.experimentsChanged.name === name;

/** Subscriptions to an organization’s experiments, once all of them are open and have been told of all changes so far. */
async function open(organization: TestOrganization, sockets: RealtimeClient[]): Promise<RealtimeSubscription<Changed>[]> {
  const probe = await create(organization);
  const witness = client(organization.admin).subscribe<{ experimentChanged: { name: string } }>(
    'subscription ($id: ID!) { experimentChanged(experimentId: $id) { name } }',
    { id: encodeId('experiment', probe.id) },
  );
  await witness.next();
  const change = async (name: string) => {
    await rename([probe], name);
    await witness.waitForMessage(({ experimentChanged }) => experimentChanged.name === name);
  };
  await change('before');
  const opened = sockets.map((socket) => socket.subscribe<Changed>(experimentsChanged));
  await Promise.all(opened.map((subscription) => subscription.next()));
  await change('all are open');
  for (const subscription of opened) await subscription.waitForMessage(named('all are open'));
  witness.stop();
  return opened;
}

test('twenty who watch with one document cost what one costs, and so do twenty experiments that change together', async () => {
  const experiments = await Promise.all(Array.from({ length: 20 }, () => create(server.a)));
  const sockets = Array.from({ length: 4 }, () => client());
  const watching = await open(server.a, Array.from({ length: 5 }, () => sockets).flat());

  await counted.takeStatements();
  await rename(experiments.slice(0, 1), 'renamed');
  for (const changes of watching)
    expect(await changes.next()).toEqual({ experimentsChanged: { name: 'renamed', status: 'DRAFT' } });
  const ofOne = countByTable(await counted.takeStatements());
  expect(ofOne.experiment).toBe(1);

  await rename(experiments, 'together');
  for (const changes of watching)
    for (const _ of experiments) expect(await changes.next()).toMatchObject({ experimentsChanged: { name: 'together' } });
  // What one commit changed may reach the process in two parts.
  const together = countByTable(await counted.takeStatements());
  for (const [table, count] of Object.entries(ofOne)) expect(together[table]).toBeLessThanOrEqual(2 * count);
});

test('where there is none yet, the first one is told of', async () => {
  const changes = client(server.b.viewer).subscribe<Changed>(experimentsChanged);
  await create(server.b);
  expect(await changes.next()).toEqual({ experimentsChanged: { name: 'new', status: 'DRAFT' } });
});

test('what is created while somebody subscribes is in the list that they read once they are told of one, or told of', async () => {
  await create(server.a);
  const socket = client();
  for (let round = 0; round < 20; round += 1) {
    const name = `of round ${round}`;
    const changes = socket.subscribe<Changed>(experimentsChanged);
    const creating = createExperiment({ ...server.a.scope, db: database.db }, { name, type: 'LLM' });
    const first = await changes.next();
    const { data } = await server.request<{ experiments: { edges: { node: { name: string } }[] } }>(
      '{ experiments(first: 5) { edges { node { name } } } }',
    );
    expectValue(await creating);
    const isRead = data?.experiments.edges.some(({ node }) => node.name === name);
    if (!isRead && !named(name)(first)) await changes.waitForMessage(named(name));
    changes.stop();
  }
});

test('whoever joins is told of the last change and what changes from then on, and one who leaves ends it for nobody else', async () => {
  const [first] = await open(server.a, [client()]);
  const experiment = await create(server.a);
  await first?.waitForMessage(named('new'));
  const [joined] = await open(server.a, [client()]);
  await rename([experiment], 'later');
  expect(await joined?.next()).toMatchObject({ experimentsChanged: { name: 'later' } });
  first?.stop();
  await rename([experiment], 'still');
  expect(await joined?.next()).toMatchObject({ experimentsChanged: { name: 'still' } });
});

test('each organization is told of its own experiments', async () => {
  const [ofA] = await open(server.a, [client()]);
  const [ofB] = await open(server.b, [client(server.b.viewer)]);
  const [a, b] = [await create(server.a), await create(server.b)];
  await rename([a, b], 'both');
  await rename([a], 'of A');
  await rename([b], 'of B');
  const names = async (changes: RealtimeSubscription<Changed> | undefined, last: string) => {
    const seen = [];
    while (seen.at(-1) !== last) seen.push((await changes?.next())?.experimentsChanged.name);
    return seen;
  };
  expect(await names(ofA, 'of A')).not.toContain('of B');
  expect(await names(ofB, 'of B')).not.toContain('of A');
});

test('a guest is refused', async () => {
  const { id } = await create(server.a);
  const { token } = expectValue(await createShareLink(server.a.scope, { experimentId: id }));
  const refused = new EventSubscription(server.url, token, experimentsChanged);
  expect(await refused.nextResult()).toMatchObject({ errors: [{ message: expect.stringContaining('A share link opens one') }] });
  refused.stop();
});
