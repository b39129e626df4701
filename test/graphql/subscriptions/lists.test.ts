import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { beginAttempts } from '../../../src/domain/functions/begin-attempts.js';
import { commitWork } from '../../../src/domain/functions/commit-work.js';
import { registerFunctions } from '../../../src/domain/functions/register-functions.js';
import { sendEvents } from '../../../src/domain/functions/send-events.js';
import { createShareLink } from '../../../src/domain/sharing/share-links.js';
import { createExperiment } from '../../../src/domain/experiments/experiments.js';
import { encodeId, type Id } from '../../../src/ids.js';
import { givenLiveExperiment } from '../../domain/live/given-exposures.js';
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
  const settings = { retries: 4, timeoutMs: 60_000, concurrency: null, keyed: null };
  for (const { scope } of [server.a, server.b])
    await registerFunctions({ ...scope, db: database.db }, [
      { app: 'app', externalId: 'summarize', triggers: ['uploaded'], ...settings },
    ]);
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

function client(key = server.a.viewer): RealtimeClient {
  const made = new RealtimeClient(server.url, key);
  clients.push(made);
  return made;
}

/** Starts function runs with one commit, and gives their ids in their order. */
async function start({ scope }: TestOrganization, count = 1): Promise<Id<'functionRun'>[]> {
  const events = Array.from({ length: count }, () => ({ name: 'uploaded', data: {} }));
  const sent = expectValue(await sendEvents({ ...scope, db: database.db }, events));
  return sent.flatMap(({ runs }) => runs).sort();
}

const publicIds = (runs: Id<'functionRun'>[]) => runs.map((id) => encodeId('functionRun', id));

interface Runs {
  functionRuns: { edges: { node: { id: string; status: string } }[]; pageInfo: { hasNextPage: boolean } };
}
const functionRuns = `subscription ($filter: FunctionRunFilter, $first: Int, $after: String) {
  functionRuns(filter: $filter, first: $first, after: $after) { edges { node { id status } } pageInfo { hasNextPage } } }`;
const idsOf = ({ functionRuns: { edges } }: Runs) => edges.map(({ node }) => node.id);
const statusesOf = ({ functionRuns: { edges } }: Runs) => edges.map(({ node }) => node.status);

describe('functionRuns', () => {
  test('tells the page as the query gives it, then with whatever begins, changes and ends', async () => {
    const [older = ''] = publicIds(await start(server.a));
    const runs = client().subscribe<Runs>(functionRuns, { first: 2 });
    expect(idsOf(await runs.next())).toEqual([older]);

    const [started = ''] = await start(server.a);
    const [id = ''] = publicIds([started]);
    expect(await runs.waitForMessage((data) => idsOf(data)[0] === id)).toEqual({
      functionRuns: {
        edges: [{ node: { id, status: 'PENDING' } }, { node: { id: older, status: 'PENDING' } }],
        pageInfo: { hasNextPage: false },
      },
    });
    await database.db.functionRun.update({ where: { id: started }, data: { status: 'RUNNING' } });
    await runs.waitForMessage((data) => statusesOf(data).join() === 'RUNNING,PENDING');
    await database.db.functionRun.update({ where: { id: started }, data: { status: 'COMPLETED', completedAt: new Date() } });
    await runs.waitForMessage((data) => statusesOf(data).join() === 'COMPLETED,PENDING');
    const [newest = ''] = publicIds(await start(server.a));
    const last = await runs.waitForMessage((data) => idsOf(data)[0] === newest);
    expect(idsOf(last)).toEqual([newest, id]);
    expect(last.functionRuns.pageInfo.hasNextPage).toBe(true);
  });

  test('keeps to its filter and its cursor: what fits no more is gone', async () => {
    const [first = '', second = ''] = await start(server.a, 2);
    await database.db.functionRun.updateMany({ where: { id: { in: [first, second] } }, data: { status: 'RUNNING' } });
    const running = client().subscribe<Runs>(functionRuns, { filter: { status: 'RUNNING' } });
    const behind = client().subscribe<Runs>(functionRuns, { first: 1, after: encodeId('functionRun', second) });
    expect(idsOf(await running.next())).toEqual(publicIds([second, first]));
    expect(idsOf(await behind.next())).toEqual(publicIds([first]));
    await database.db.functionRun.update({ where: { id: second }, data: { status: 'CANCELLED', completedAt: new Date() } });
    await running.waitForMessage((data) => idsOf(data).join() === publicIds([first]).join());
  });

  test('tells a thousand runs that begin in a few pages, and reads each once for all who watch it', async () => {
    const watching = Array.from({ length: 4 }, () => client()).flatMap((socket) =>
      Array.from({ length: 5 }, () => socket.subscribe<Runs>(functionRuns, { first: 10 })),
    );
    await Promise.all(watching.map((runs) => runs.next()));
    await counted.takeStatements();
    const begun = performance.now();
    let runs: Id<'functionRun'>[] = [];
    for (let commits = 0; commits < 100; commits += 1) runs = await start(server.a, 10);
    const newest = publicIds(runs).at(-1);
    const told = await Promise.all(watching.map((each) => countUntil(each, (data) => idsOf(data)[0] === newest)));
    // One at once, one a second while they come, and one after the last.
    const most = 2 + Math.ceil((performance.now() - begun) / 1000);
    expect(Math.max(...told)).toBeLessThanOrEqual(most);
    expect(countByTable(await counted.takeStatements()).function_run).toBeLessThanOrEqual(most);
  });

  test('says nothing, and reads nothing, of another organization’s runs, nor of steps alone', async () => {
    const [own = ''] = await start(server.a);
    await database.db.functionRun.update({ where: { id: own }, data: { job: 'by hand' } });
    const [attempt] = await beginAttempts(database.db, [{ id: own, job: 'by hand' }]);
    const ofB = client(server.b.viewer).subscribe<Runs>(functionRuns, { first: 1 });
    await ofB.next();
    await start(server.b);
    // Signals come in the order of the commits: those of A so far have been heard.
    await ofB.next();
    const ofA = client().subscribe<Runs>(functionRuns, { first: 1 });
    await ofA.next();
    await counted.takeStatements();

    const step = {
      externalId: 'read',
      occurrence: 0,
      kind: 'RUN',
      status: 'COMPLETED',
      position: 0,
      turn: 0,
      attempts: 1,
    } as const;
    const took = { startedAt: new Date(), durationMs: 1, inputTokens: null, outputTokens: null, cost: null, exposureId: null };
    const gave = { output: 'null', errorType: null, errorMessage: null, retryAt: null };
    const nothing = { exposures: [], outcomes: [], scores: [], end: null };
    const steps = [{ ...step, ...took, ...gave }];
    expect(await commitWork(database.db, [{ run: own, attempt: attempt?.attempts ?? 0, ...nothing, steps }])).toEqual([true]);
    const ofOther = await start(server.b);
    expect(idsOf(await ofB.next())).toEqual(publicIds(ofOther));
    // What B was told came after what A would have been told.
    expect(countByTable(await counted.takeStatements()).function_run).toBe(1);
    const [next = ''] = publicIds(await start(server.a));
    expect(idsOf(await ofA.next())).toEqual([next]);
  });

  test('refuses at once what is no id, no cursor and no size of a page, and a guest', async () => {
    for (const [variables, message] of [
      [{ filter: { functionId: 'nothing' } }, 'filter.functionId'],
      [{ after: 'from the beginning' }, 'from the beginning'],
      [{ first: -1 }, 'must not be negative'],
    ] as const) {
      const refused = new EventSubscription(server.url, server.a.viewer, functionRuns, variables);
      expect(await refused.nextResult()).toMatchObject({ errors: [{ message: expect.stringContaining(message) }] });
      expect(await refused.rest()).toEqual([]);
    }
    for (const document of [functionRuns, liveExperiments]) {
      const refused = new EventSubscription(server.url, await guestToken(), document);
      expect(await refused.nextResult()).toMatchObject({
        errors: [{ message: expect.stringContaining('A share link opens one') }],
      });
      expect(await refused.rest()).toEqual([]);
    }
  });

  test('tells no more than a query may ask for', async () => {
    const runs = (inner: string) => `runs(first: 200) { edges { node { function { ${inner} } } } }`;
    const document = `subscription { functionRuns(first: 200) { edges { node { function { ${runs(runs('externalId'))} } } } } }`;
    const tooMuch = client().subscribe(document);
    expect(await tooMuch.nextResult()).toMatchObject({ errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }] });
  });
});

interface Live {
  liveExperiments: { edges: { node: { name: string; exposures: number; variants: { name: string; share: number | null }[] } }[] };
}
const liveExperiments = `subscription ($first: Int, $after: String) {
  liveExperiments(first: $first, after: $after) { edges { node { name exposures units variants { name share } } } } }`;
const exposuresOf = ({ liveExperiments: { edges } }: Live) => edges.map(({ node }) => [node.name, node.exposures]);

describe('liveExperiments', () => {
  test('tells of one that appears, and of exposures, to its own organization alone', async () => {
    const ofA = client().subscribe<Live>(liveExperiments);
    const ofB = client(server.b.viewer).subscribe<Live>(liveExperiments);
    expect(exposuresOf(await ofA.next())).toEqual([]);
    expect(exposuresOf(await ofB.next())).toEqual([]);

    const live = await givenLiveExperiment({ ...server.a.scope, db: database.db }, { name: 'assistant' });
    await live.expose({ variant: 'current', key: 'one' }, { variant: 'candidate', key: 'two' });
    const told = await ofA.waitForMessage((data) => exposuresOf(data).join() === 'assistant,2');
    expect(told.liveExperiments.edges[0]?.node).toMatchObject({ units: 2, variants: [{ share: 0.5 }, { share: 0.5 }] });
    await live.expose({ variant: 'current', key: 'three' });
    await ofA.waitForMessage((data) => exposuresOf(data).join() === 'assistant,3');

    await givenLiveExperiment({ ...server.b.scope, db: database.db }, { name: 'theirs' });
    expect(exposuresOf(await ofB.next())).toEqual([['theirs', 0]]);
  });

  test('refuses at once what is no cursor', async () => {
    const refused = new EventSubscription(server.url, server.a.viewer, liveExperiments, { after: 'nothing' });
    expect(await refused.nextResult()).toMatchObject({ errors: [{ message: expect.stringContaining('not a cursor') }] });
    expect(await refused.rest()).toEqual([]);
  });
});

/** How many messages come until one fits, that one counted. */
async function countUntil<T>(subscription: RealtimeSubscription<T>, fits: (data: T) => boolean): Promise<number> {
  let count = 1;
  while (!fits(await subscription.next())) count += 1;
  return count;
}

async function guestToken(): Promise<string> {
  const scope = { ...server.a.scope, db: database.db };
  const { id } = expectValue(await createExperiment(scope, { name: 'shared', type: 'LLM' }));
  return expectValue(await createShareLink(scope, { experimentId: id })).token;
}
