import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addEndpoint } from '../../src/domain/endpoints/endpoints.js';
import { addEvaluator } from '../../src/domain/evaluation/attachment.js';
import { startRuns } from '../../src/domain/runs/start-runs.js';
import type { Scope } from '../../src/domain/scope.js';
import { decodeId, encodeId } from '../../src/ids.js';
import { createGuardedFetch } from '../../src/models/guarded-fetch.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type JsonReply, type JsonServer, startJsonServer } from '../support/json-server.js';
import { testScope } from '../support/scope.js';
import { expectValue, numberedItems, seedExperiment as seedRun } from '../support/seed.js';
import { startTestWorker } from '../support/worker.js';
import { type Asker, asker } from './ask.js';
import { seedExperiment } from './seed.js';

let database: TestDatabase;
let server: JsonServer;
let scope: Scope;
let admin: Asker;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  server = await startJsonServer(() => ({ body: { fine: true } }));
  scope = await testScope(database, { fetch: createGuardedFetch('loopback') });
  admin = await asker(scope);
});
afterEach(() => server.close());

const shown = 'id name url answerWithinMs headerNames hasSigningSecret signingSecretRotatedAt';

async function added(input: object = {}): Promise<{ [field: string]: unknown } & { id: string }> {
  const document = `mutation ($input: AddEndpointInput!) { made: addEndpoint(input: $input) { ... on Endpoint { ${shown} } ... on Error { message } } }`;
  const { made } = await admin.ask<{ made: { id: string } }>(document, { input: { name: 'app', url: server.url, ...input } });
  return made;
}

describe('an endpoint', () => {
  it('tells that it has a signing secret, and shows one that was made when it is made', async () => {
    const { id, ...endpoint } = await added();
    expect(endpoint).toMatchObject({ answerWithinMs: 600_000, hasSigningSecret: false, signingSecretRotatedAt: null });
    const document = `mutation ($input: RotateEndpointSecretInput!) { made: rotateEndpointSecret(input: $input) {
      ... on RotateEndpointSecretSuccess { signingSecret endpoint { ${shown} } } ... on ValidationError { field }
    } }`;
    const rotate = (input: object) => admin.ask<{ made: { signingSecret: string } }>(document, { input: { id, ...input } });
    const { made } = await rotate({});
    expect(made).toMatchObject({
      signingSecret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      endpoint: { hasSigningSecret: true, signingSecretRotatedAt: expect.stringMatching(/Z$/) },
    });
    const read = await admin.ask(`{ endpoints { ${shown} } }`);
    expect(read).toMatchObject({ endpoints: [{ id, hasSigningSecret: true }] });
    expect(JSON.stringify(read)).not.toContain(made.signingSecret);
    expect(await rotate({ signingSecret: made.signingSecret, overlapHours: 0 })).toMatchObject({ made: { signingSecret: null } });
    expect(await rotate({ overlapHours: 721 })).toEqual({ made: { field: 'overlapHours' } });
  });

  it('takes a secret and a deadline when it is added', async () => {
    const signingSecret = `whsec_${Buffer.alloc(24).toString('base64')}`;
    expect(await added({ signingSecret, answerWithinMs: 1000 })).toMatchObject({ hasSigningSecret: true, answerWithinMs: 1000 });
  });
});

describe('testWebhook', () => {
  const document = `mutation ($id: ID!) { made: testWebhook(endpointId: $id) {
    ... on Delivery { id purpose attempt status durationMs responseHead result { id } endpoint { name } error { type message } createdAt }
  } }`;

  it('gives what came of a ping, which an editor may send', async () => {
    const { id } = await added();
    const editor = await asker(scope, 'EDITOR');
    const { made } = await editor.ask<{ made: object }>(document, { id });
    expect(made).toMatchObject({
      purpose: 'PING',
      attempt: 1,
      status: 200,
      responseHead: '{"fine":true}',
      result: null,
      endpoint: { name: 'app' },
      error: null,
    });
    await server.close();
    expect(await editor.ask(document, { id })).toMatchObject({ made: { status: null, error: { type: 'network' } } });
    const log = await editor.ask(
      'query ($id: ID!) { node(id: $id) { ... on Endpoint { deliveries { edges { node { status } } } } } }',
      {
        id,
      },
    );
    expect(log).toEqual({ node: { deliveries: { edges: [{ node: { status: null } }, { node: { status: 200 } }] } } });
  });
});

describe('the delivery log', () => {
  it('is read page by page, the newest first, and for each result in the order of the requests', async () => {
    const seed = await seedExperiment(scope);
    const resultId = decodeId('result', seed.ids.Result);
    const endpointId = decodeId('endpoint', seed.ids.Endpoint) ?? '';
    for (const attempt of [2, 3, 4]) {
      const error = { errorType: 'http_503', errorMessage: 'The endpoint "app" answered 503.' };
      const data = {
        endpointId,
        resultId,
        purpose: 'TEST',
        messageId: 'm',
        attempt,
        status: 503,
        durationMs: 5,
        ...error,
      } as const;
      await database.db.delivery.create({ data });
    }
    const paged = `query ($id: ID!, $after: String) { node(id: $id) { ... on Endpoint {
      deliveries(first: 3, after: $after) { edges { node { attempt result { id } } } pageInfo { hasNextPage endCursor } }
    } } }`;
    type Page = { node: { deliveries: { edges: unknown[]; pageInfo: { endCursor: string } } } };
    const first = await admin.ask<Page>(paged, { id: seed.ids.Endpoint });
    const result = { id: seed.ids.Result };
    expect(first.node.deliveries).toMatchObject({
      edges: [4, 3, 2].map((attempt) => ({ node: { attempt, result } })),
      pageInfo: { hasNextPage: true },
    });
    const second = await admin.ask<Page>(paged, { id: seed.ids.Endpoint, after: first.node.deliveries.pageInfo.endCursor });
    expect(second.node.deliveries).toMatchObject({ edges: [{ node: { attempt: 1 } }], pageInfo: { hasNextPage: false } });

    const results = await admin.ask<{ run: { results: { edges: { node: { id: string; deliveries: object[] } }[] } } }>(
      'query ($id: ID!) { run(id: $id) { results { edges { node { id deliveries { purpose attempt error { type } } } } } } }',
      { id: seed.ids.Run },
    );
    const [asked, ...others] = results.run.results.edges.map(({ node }) => node);
    expect(asked).toEqual({
      id: seed.ids.Result,
      deliveries: [
        { purpose: 'EVALUATION', attempt: 1, error: null },
        ...[2, 3, 4].map((attempt) => ({ purpose: 'TEST', attempt, error: { type: 'http_503' } })),
      ],
    });
    expect(others.map(({ deliveries }) => deliveries)).toEqual([[], []]);
  });
});

it('a run’s requests and its judge’s are signed, tried again under the same id, and logged with the result', async () => {
  const worker = await startTestWorker(database, {}, scope);
  let asked = 0;
  const app = await startJsonServer(({ body }): JsonReply => {
    if ('testId' in (body as object)) return { body: { passed: true, explanation: 'fine' } };
    asked += 1;
    return asked === 1 ? { status: 503, body: { busy: true } } : { body: { output: 'an answer' } };
  });
  const signingSecret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const seed = await seedRun(worker.scope, { items: numberedItems(1), serviceUrl: app.url });
  const { db } = worker.scope;
  const judge = expectValue(await addEndpoint(worker.scope, { name: 'judge', url: app.url, signingSecret }));
  const configuration = { endpoint: 'judge' };
  expectValue(
    await addEvaluator(worker.scope, { experimentId: seed.experiment.id, name: 'mine', kind: 'WEBHOOK', configuration }),
  );
  const [run] = expectValue(await startRuns(worker.scope, { experimentId: seed.experiment.id }));
  if (!run) throw new Error('startRuns gives a run for each variant.');
  expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 1 });

  const document = `query ($id: ID!) { run(id: $id) { results { edges { node {
    id scores { value explanation evaluator { kind } } deliveries { purpose attempt status messageId endpoint { name } }
  } } } } }`;
  const { results } = (
    await admin.ask<{ run: { results: { edges: { node: { id: string; scores: object[]; deliveries: object[] } }[] } } }>(
      document,
      {
        id: encodeId('run', run.id),
      },
    )
  ).run;
  const [result] = results.edges.map(({ node }) => node);
  const evaluator = await db.evaluator.findFirstOrThrow({ where: { experimentId: seed.experiment.id, kind: 'WEBHOOK' } });
  expect(result?.scores).toContainEqual({ value: 1, explanation: 'fine', evaluator: { kind: 'WEBHOOK' } });
  expect(result?.deliveries).toEqual([
    { purpose: 'TEST', attempt: 1, status: 503, messageId: result?.id, endpoint: { name: expect.any(String) } },
    { purpose: 'TEST', attempt: 2, status: 200, messageId: result?.id, endpoint: { name: expect.any(String) } },
    {
      purpose: 'EVALUATION',
      attempt: 1,
      status: 200,
      messageId: `${result?.id}.${encodeId('evaluator', evaluator.id)}`,
      endpoint: { name: judge.name },
    },
  ]);
  const request = app.requests.at(-1);
  new Webhook(signingSecret).verify(JSON.stringify(request?.body), request?.headers as Record<string, string>);
  await worker.close();
  await app.close();
});
