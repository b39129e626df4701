import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type BegunAttempt, beginAttempts } from '../../src/domain/functions/begin-attempts.js';
import { commitWork } from '../../src/domain/functions/commit-work.js';
import { registerFunctions } from '../../src/domain/functions/register-functions.js';
import type { StepRecord, Work } from '../../src/domain/functions/work.js';
import { showExperiment } from '../../src/domain/live/expose.js';
import { unitOfRun } from '../../src/domain/live/unit.js';
import { decodeId, encodeId, type Id } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { RealtimeClient } from '../support/realtime.js';
import { startTestServer, type TestServer } from '../support/server.js';

let database: TestDatabase;
let server: TestServer;
let clients: RealtimeClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  await register('summarize', ['document/uploaded']);
  await register('index', ['document/uploaded', 'document/changed']);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
});
afterAll(async () => {
  await server.close();
  await database.close();
});

async function register(externalId: string, triggers: string[]) {
  const settings = { retries: 4, timeoutMs: 60_000, concurrency: 5, keyed: { limit: 1, path: 'event.data.userId' } };
  const [registered] = await registerFunctions(server.a.scope, [{ app: 'app', externalId, triggers, ...settings }]);
  if (!registered) throw new Error('What is registered is given.');
  return registered;
}

function client(key = server.a.viewer): RealtimeClient {
  const made = new RealtimeClient(server.url, key);
  clients.push(made);
  return made;
}

/** The data of an operation that is expected to have no errors. */
async function ask<T>(query: string, variables: Record<string, unknown> = {}, key?: string): Promise<T> {
  const { data, errors } = await server.request<T>(query, variables, key);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

interface SentEvent {
  __typename: string;
  id: string;
  runs: { id: string; status: string; function: { externalId: string } }[];
}

const sendEvent = `mutation ($input: SendEventInput!) { sendEvent(input: $input) {
  __typename
  ... on Event { id name externalId data runs { id status function { externalId } } }
  ... on Error { code message } ... on ValidationError { field } } }`;

async function send(input: object): Promise<SentEvent> {
  return (await ask<{ sendEvent: SentEvent }>(sendEvent, { input })).sendEvent;
}

/** A run that a test works on by hand. */
class RunByHand {
  constructor(
    readonly publicId: string,
    private readonly attempt: BegunAttempt,
  ) {}

  static async begin(publicId: string): Promise<RunByHand> {
    const id = decodeId('functionRun', publicId) ?? '';
    const job = 'by hand';
    await database.db.functionRun.update({ where: { id }, data: { job } });
    const [attempt] = await beginAttempts(database.db, [{ id, job }]);
    if (!attempt) throw new Error('A run that has not ended can be begun.');
    return new RunByHand(publicId, attempt);
  }

  get id(): Id<'functionRun'> {
    return this.attempt.id;
  }

  async commit(work: Partial<Work>): Promise<void> {
    const nothing = { steps: [], exposures: [], outcomes: [], scores: [], end: null };
    const [counts] = await commitWork(database.db, [{ run: this.id, attempt: this.attempt.attempts, ...nothing, ...work }]);
    expect(counts).toBe(true);
  }
}

function step(externalId: string, position: number, otherwise: Partial<StepRecord> = {}): StepRecord {
  return {
    externalId,
    occurrence: 0,
    kind: 'RUN',
    status: 'COMPLETED',
    position,
    turn: position,
    attempts: 1,
    output: 'null',
    errorType: null,
    errorMessage: null,
    retryAt: null,
    startedAt: new Date(),
    durationMs: 12,
    inputTokens: null,
    outputTokens: null,
    cost: null,
    exposureId: null,
    ...otherwise,
  };
}

/** Gives a run a variant, as the first of its steps. */
async function expose(run: RunByHand, name: string, variant: string): Promise<string> {
  const { liveExperimentId, allocationId } = await showExperiment(server.a.scope, {
    name,
    variants: ['current', 'candidate'],
    strategy: 'WEIGHTED',
    managed: false,
    weights: { current: 1, candidate: 1 },
  });
  const exposureId = randomUUID();
  const unit = unitOfRun(run.id).toString('hex');
  await run.commit({
    steps: [step(name, 0, { kind: 'EXPERIMENT', output: `{"variant":"${variant}"}` })],
    exposures: [{ id: exposureId, liveExperimentId, variant, allocationId, parentId: null, unit }],
  });
  return exposureId;
}

test('an event starts each function that it triggers, once however often it is sent', async () => {
  const input = { name: 'document/uploaded', data: { text: 'a \u0000 b' }, id: 'upload-1' };
  const sent = await send(input);
  expect(sent).toMatchObject({ __typename: 'Event', name: 'document/uploaded', externalId: 'upload-1', data: input.data });
  expect(sent.runs).toMatchObject([
    { status: 'PENDING', function: { externalId: 'summarize' } },
    { status: 'PENDING', function: { externalId: 'index' } },
  ]);
  expect(await send(input)).toEqual(sent);

  const sendEvents = `mutation ($input: SendEventsInput!) { sendEvents(input: $input) {
    ... on SendEventsSuccess { events { id data runs { id } } } ... on Error { code } } }`;
  const events = [input, { name: 'document/changed' }];
  expect(await ask(sendEvents, { input: { events } })).toEqual({
    sendEvents: {
      events: [
        { id: sent.id, data: input.data, runs: sent.runs.map(({ id }) => ({ id })) },
        { id: expect.stringMatching(/^evt_/), data: {}, runs: [{ id: expect.stringMatching(/^fnr_/) }] },
      ],
    },
  });
});

test('an event that starts nothing, is too large or reuses an id is refused, and starts nothing', async () => {
  await send({ name: 'document/changed', id: 'taken', data: 1 });
  const before = await database.db.functionRun.count();
  const cases: [object, object][] = [
    [
      { name: 'document/lost' },
      { code: 'UNKNOWN_TRIGGER', message: expect.stringContaining('"document/changed", "document/uploaded"') },
    ],
    [
      { name: 'document/changed', data: 'x'.repeat(5_000_000) },
      { code: 'EVENT_TOO_LARGE', field: 'data' },
    ],
    [{ name: 'document/changed', id: 'taken', data: 2 }, { code: 'EVENT_ID_REUSED' }],
  ];
  for (const [input, expected] of cases) expect(await send(input)).toMatchObject(expected);
  expect(await database.db.functionRun.count()).toBe(before);
});

const progress = `subscription ($id: ID!) { functionRunProgress(id: $id) {
  status attempts output error { type message } completedAt
  steps { externalId kind status output attempts error { type } retryAt durationMs inputTokens cost exposure { variant } }
  exposures { variant status durationMs cost liveExperiment { name } functionRun { id } } } }`;

interface Progress {
  functionRunProgress: {
    status: string;
    attempts: number;
    steps: { externalId: string; status: string }[];
    exposures: { variant: string; status: string }[];
  };
}

/** What a step has that nothing else is said of. */
const given = {
  kind: 'RUN',
  status: 'COMPLETED',
  attempts: 1,
  error: null,
  retryAt: null,
  durationMs: 12,
  inputTokens: null,
  cost: null,
  exposure: null,
};

test('a function run is followed from its event to its end, step by step', async () => {
  const sent = await send({ name: 'document/changed', data: { userId: 'ada' } });
  const id = sent.runs[0]?.id ?? '';
  const states = client().subscribe<Progress>(progress, { id });
  expect(await states.next()).toMatchObject({ functionRunProgress: { status: 'PENDING', attempts: 0, steps: [] } });

  const run = await RunByHand.begin(id);
  await states.waitForMessage(({ functionRunProgress: { status, attempts } }) => status === 'RUNNING' && attempts === 1);
  const exposureId = await expose(run, 'model', 'candidate');
  await run.commit({
    steps: [
      step('answer', 1, {
        status: 'RETRYING',
        output: null,
        errorType: 'TypeError',
        errorMessage: 'No.',
        retryAt: new Date(),
        exposureId,
      }),
    ],
  });
  const retrying = await states.waitForMessage(({ functionRunProgress: { steps } }) => steps.length === 2);
  expect(retrying.functionRunProgress).toMatchObject({
    exposures: [{ variant: 'candidate', status: 'RUNNING', durationMs: null }],
    steps: [
      { externalId: 'model' },
      { externalId: 'answer', status: 'RETRYING', error: { type: 'TypeError' }, retryAt: expect.any(String) },
    ],
  });

  const told = { inputTokens: 9, cost: '0.000000000001', output: '{"text":"a \\u0000 b"}', attempts: 2, exposureId };
  await run.commit({ steps: [step('answer', 1, told)] });
  await run.commit({
    outcomes: [{ exposureId, status: 'COMPLETED', errorType: null, errorMessage: null, durationMs: 12, cost: '0.000000000001' }],
    end: { kind: 'COMPLETED', output: '"done"' },
  });
  const rest = await states.rest();
  expect(rest.at(-1)?.functionRunProgress).toEqual({
    status: 'COMPLETED',
    attempts: 1,
    output: 'done',
    error: null,
    completedAt: expect.any(String),
    steps: [
      { ...given, externalId: 'model', kind: 'EXPERIMENT', output: { variant: 'candidate' } },
      {
        ...given,
        externalId: 'answer',
        output: { text: 'a \u0000 b' },
        attempts: 2,
        inputTokens: 9,
        cost: '0.000000000001',
        exposure: { variant: 'candidate' },
      },
    ],
    exposures: [
      {
        variant: 'candidate',
        status: 'COMPLETED',
        durationMs: 12,
        cost: '0.000000000001',
        liveExperiment: { name: 'model' },
        functionRun: { id },
      },
    ],
  });
  expect(await client().subscribe<Progress>(progress, { id }).rest()).toHaveLength(1);
});

test('what one organization runs, another can’t follow', async () => {
  const { runs } = await send({ name: 'document/changed' });
  for (const [key, id] of [
    [server.b.admin, runs[0]?.id],
    [server.a.viewer, 'nonsense'],
  ] as const) {
    expect(await client(key).subscribe(progress, { id }).nextResult()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  }
});

test('a run is cancelled, which ends it for whoever follows, and gone on with: what had failed is tried again', async () => {
  const { runs } = await send({ name: 'document/changed' });
  const id = runs[0]?.id ?? '';
  const run = await RunByHand.begin(id);
  const failed = { status: 'FAILED', output: null, errorType: 'Error', errorMessage: 'No.' } as const;
  await run.commit({ steps: [step('kept', 0), step('failed', 1, failed)] });
  const states = client().subscribe<Progress>(progress, { id });
  await states.next();

  const act = (name: string) =>
    ask(
      `mutation ($id: ID!) { ${name}(id: $id) { ... on FunctionRun { status retries steps { externalId status } } ... on Error { code } } }`,
      { id },
    );
  const kept = { externalId: 'kept', status: 'COMPLETED' };
  const steps = [kept, { externalId: 'failed', status: 'FAILED' }];
  const cancelled = { cancelFunctionRun: { status: 'CANCELLED', retries: 0, steps } };
  expect(await act('cancelFunctionRun')).toEqual(cancelled);
  expect((await states.rest()).at(-1)).toMatchObject({ functionRunProgress: { status: 'CANCELLED' } });
  expect(await act('cancelFunctionRun')).toEqual(cancelled);
  expect(await act('retryFunctionRun')).toEqual({
    retryFunctionRun: { status: 'PENDING', retries: 1, steps: [kept, { externalId: 'failed', status: 'RETRYING' }] },
  });
  expect(await act('retryFunctionRun')).toEqual({ retryFunctionRun: { code: 'RUN_NOT_FAILED' } });
  await (await RunByHand.begin(id)).commit({ end: { kind: 'COMPLETED', output: null } });
  expect(await act('cancelFunctionRun')).toEqual({ cancelFunctionRun: { code: 'RUN_ENDED' } });
});

test('function runs are listed by function, status, event, and the variant that they were given', async () => {
  const { id } = await register('listed', ['listed/one', 'listed/two']);
  const functionId = encodeId('durableFunction', id);
  const started: string[] = [];
  for (const name of ['listed/one', 'listed/two', 'listed/one']) started.push((await send({ name })).runs[0]?.id ?? '');
  const [first = '', second = '', third = ''] = started;
  await expose(await RunByHand.begin(first), 'listed', 'current');
  await expose(await RunByHand.begin(second), 'listed', 'candidate');
  const { liveExperiment } = await ask<{ liveExperiment: { id: string } }>('{ liveExperiment(name: "listed") { id } }');

  const list = async (filter: object, page = {}) => {
    const query = `query ($filter: FunctionRunFilter, $first: Int, $after: String) { functionRuns(filter: $filter, first: $first, after: $after) {
      edges { node { id } } pageInfo { endCursor hasNextPage } } }`;
    const answer = await ask<{
      functionRuns: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    }>(query, { filter, ...page });
    return { ids: answer.functionRuns.edges.map(({ node }) => node.id), ...answer.functionRuns.pageInfo };
  };
  expect((await list({ functionId })).ids).toEqual([third, second, first]);
  expect((await list({ functionId, status: 'PENDING' })).ids).toEqual([third]);
  expect((await list({ eventName: 'listed/one' })).ids).toEqual([third, first]);
  expect((await list({ liveExperimentId: liveExperiment.id })).ids).toEqual([second, first]);
  expect((await list({ liveExperimentId: liveExperiment.id, variant: 'current' })).ids).toEqual([first]);
  expect((await list({ eventName: 'no \u0000 such' })).ids).toEqual([]);

  const page = await list({ functionId }, { first: 2 });
  expect(page).toMatchObject({ ids: [third, second], hasNextPage: true });
  expect(await list({ functionId }, { first: 2, after: page.endCursor })).toMatchObject({ ids: [first], hasNextPage: false });
  const { errors } = await server.request('{ functionRuns(filter: {functionId: "x"}) { edges { node { id } } } }');
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID_ID' } }]);
});

test('a function is listed as the code has it, until it is removed', async () => {
  const { id } = await register('removed', ['removed/event']);
  await send({ name: 'removed/event' });
  const list = `{ functions { externalId app triggers retries timeoutMs concurrency keyConcurrency concurrencyKey
    runs(first: 1) { edges { node { status event { name } } } } } }`;
  const listed = {
    externalId: 'removed',
    app: 'app',
    triggers: ['removed/event'],
    retries: 4,
    timeoutMs: 60_000,
    concurrency: 5,
    keyConcurrency: 1,
    concurrencyKey: 'event.data.userId',
    runs: { edges: [{ node: { status: 'PENDING', event: { name: 'removed/event' } } }] },
  };
  const { functions } = await ask<{ functions: { externalId: string }[] }>(list);
  expect(functions.find(({ externalId }) => externalId === 'removed')).toEqual(listed);
  const remove = 'mutation ($id: ID!) { removeFunction(id: $id) { ... on DurableFunction { externalId removedAt } } }';
  expect(await ask(remove, { id: encodeId('durableFunction', id) })).toEqual({
    removeFunction: { externalId: 'removed', removedAt: expect.any(String) },
  });
  const { functions: left } = await ask<{ functions: { externalId: string }[] }>(list);
  expect(left.map(({ externalId }) => externalId)).not.toContain('removed');
  expect(await send({ name: 'removed/event' })).toMatchObject({ code: 'UNKNOWN_TRIGGER' });
});

test('a page of runs, and of functions with their runs, takes as many statements as one run', async () => {
  for (let count = 0; count < 3; count += 1) {
    const { runs } = await send({ name: 'document/uploaded' });
    for (const { id } of runs) {
      const run = await RunByHand.begin(id);
      const exposureId = await expose(run, `statements-${count}`, 'current');
      await run.commit({ steps: [step('answer', 1, { exposureId })] });
    }
  }
  const fields = `status function { externalId } event { name runs { id } }
    steps { output exposure { variant } } exposures { variant liveExperiment { name } parent { variant } }`;
  const cost = async (query: string) => {
    database.takeStatements();
    await ask(query);
    return database.takeStatements().length;
  };
  const runs = (first: number) => `{ functionRuns(first: ${first}) { edges { node { ${fields} } } } }`;
  expect(await cost(runs(50))).toBe(await cost(runs(1)));
  const functions = (first: number) => `{ functions { externalId runs(first: ${first}) { edges { node { ${fields} } } } } }`;
  expect(await cost(functions(50))).toBe(await cost(functions(1)));
});
