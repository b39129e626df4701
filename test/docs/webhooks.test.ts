import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfig, type ReachableAddresses } from '../../src/config.js';
import { addEndpoint } from '../../src/domain/endpoints/endpoints.js';
import { createExperiment } from '../../src/domain/experiments/experiments.js';
import { archiveExperiment, unarchiveExperiment } from '../../src/domain/experiments/lifecycle.js';
import { createInferenceStep } from '../../src/domain/steps/inference-steps.js';
import { cancelRun } from '../../src/domain/runs/cancel-run.js';
import { startRuns } from '../../src/domain/runs/start-runs.js';
import { addVariant } from '../../src/domain/variants/variants.js';
import { isFailure } from '../../src/failures.js';
import { decodeId, encodeId, type Id } from '../../src/ids.js';
import type { Json, JsonObject } from '../../src/json.js';
import { isReachable } from '../../src/models/addresses.js';
import { faultOfResponse } from '../../src/models/http-fault.js';
import { verify } from '../../src/sdk/webhook.js';
import { type Deployment, startDeployment } from '../support/deployment.js';
import { type JsonReply, type JsonRequest, type JsonServer, startJsonServer } from '../support/json-server.js';
import { expectValue, seedDatasetVersion } from '../support/seed.js';
import { blockIn, blocksIn, codeIn, section, tableRows } from './pages.js';

let deployment: Deployment;
/** The application of the page. */
let app: JsonServer;
/** What it answers next. */
let reply: (request: JsonRequest) => JsonReply;
let secret: string;
let endpointId: string;

const jsonIn = (tag: string): JsonObject => JSON.parse(blockIn('json', tag).text);
const answer = jsonIn('webhook-answer');
const message = jsonIn('webhook-test');

beforeAll(async () => {
  app = await startJsonServer((request) => reply(request));
  deployment = await startDeployment();
  ({ id: endpointId } = (await run('addEndpoint', { url: app.url })) as { id: string });
  ({ signingSecret: secret } = (await run('rotateEndpointSecret', { endpointId })) as { signingSecret: string });
});
beforeEach(() => {
  reply = () => ({ body: answer });
});
afterAll(async () => {
  await deployment?.close();
  await app?.close();
});

/** Runs the operation of the page that asks for this field, and gives what the field is. */
async function run(field: string, variables: JsonObject): Promise<Json> {
  const block = blocksIn('graphql').find(({ page, text }) => page === 'webhooks.md' && text.includes(`  ${field}(`));
  const { data, errors } = await deployment.server.request(block?.text ?? '', variables, deployment.server.a.admin);
  expect(errors).toBeUndefined();
  return data?.[field] as Json;
}

/** The last message that the application was sent, verified. */
function lastMessage(): JsonObject {
  const { headers, body } = app.requests.at(-1) ?? { headers: {}, body: null };
  return verify({ headers, body: JSON.stringify(body) }, secret) as unknown as JsonObject;
}

/** Has the application answer later. @returns the test that it is asked for next. */
function takesNext(): Promise<string> {
  return new Promise((resolve) => {
    reply = ({ body }) => {
      resolve((body as { testId: string }).testId);
      return { status: 202, body: '' };
    };
  });
}

/** An experiment on the page's item and steps, with a variant whose overrides are the page's. */
async function pagesExperiment() {
  const { scope } = deployment.server.a;
  const { input, metadata, experiment } = message as { [key: string]: JsonObject };
  const overrides = Object.entries(experiment?.overrides as { [step: string]: JsonObject });
  const version = await seedDatasetVersion(scope, [{ externalId: 'q1', input: input ?? {}, metadata }]);
  const steps = [];
  for (const [externalId] of overrides) {
    const step = expectValue(await createInferenceStep(scope, { externalId, kind: 'LLM' }));
    steps.push({ stepId: step.id });
  }
  const { id } = expectValue(
    await createExperiment(scope, {
      name: 'support',
      type: 'WEBHOOK',
      datasetVersionId: version.id,
      tasks: { all: true },
      endpointId: decodeId('endpoint', endpointId),
      steps,
    }),
  );
  let variant = expectValue(await addVariant(scope, { experimentId: id, name: 'baseline' }));
  for (const [step, parameters] of overrides) {
    const [[parameter, value] = ['', null]] = Object.entries(parameters);
    const override = { step, parameter, value: value ?? null };
    variant = expectValue(await addVariant(scope, { experimentId: id, name: step, parentId: variant.id, override }));
  }
  return { id, variantId: variant.id };
}

/** Runs the baseline, or a variant, to its end, and gives its one result. */
async function resultOf(experimentId: Id<'experiment'>, variantId?: Id<'variant'>) {
  const [started] = expectValue(await startRuns(deployment.server.a.scope, { experimentId, variantId }));
  if (!started) throw new Error('It starts a run.');
  await deployment.worker.ended(started.id);
  return deployment.database.db.result.findFirstOrThrow({ where: { runId: started.id } });
}

test('an application is asked and answers as the page says, now and later', async () => {
  const { id, variantId } = await pagesExperiment();
  const first = await resultOf(id);
  const { experiment: _, ...asked } = message;
  expect(lastMessage()).toEqual({
    ...asked,
    testId: expect.stringMatching(/^res_/),
    experiment: {
      experimentId: expect.stringMatching(/^exp_/),
      experimentVariantId: expect.stringMatching(/^var_/),
      overrides: {},
    },
  });
  expect(first).toMatchObject({ output: answer.output, inputTokens: 120, outputTokens: 8 });
  expect(String(first.estimatedCost)).toBe(answer.cost);

  const taken = takesNext();
  const second = resultOf(id, variantId);
  const testId = await taken;
  expect(lastMessage()).toMatchObject({
    testId,
    experiment: { overrides: (message.experiment as JsonObject).overrides ?? null },
  });
  expect(await run('submitTestTrace', { testId })).toMatchObject({ trace: [{ externalId: 'classifier' }] });
  expect(await run('submitTestResult', { testId })).toMatchObject({ status: 'ANSWERED' });
  expect(await second).toMatchObject({ output: 'It was sent on Monday.' });
  expect(await run('submitTestResult', { testId })).toMatchObject({ status: 'ANSWERED' });
  expect(await run('test', { testId })).toMatchObject({ status: 'ANSWERED', deliveries: [{ attempt: 1, status: 202 }] });
});

test('the codes of the page are those of answers that don’t count', async () => {
  const { scope } = deployment.server.a;
  const { db } = deployment.database;
  const submit = async (testId: string): Promise<string> => {
    const { data } = await deployment.server.request<{ submitTestResult: { code?: string } }>(
      'mutation ($id: ID!) { submitTestResult(input: { testId: $id, output: "otherwise" }) { ... on Error { code } } }',
      { id: testId },
    );
    return data?.submitTestResult.code ?? 'it counts';
  };
  const answered = await db.test.findFirstOrThrow({ include: { run: true }, orderBy: { id: 'asc' } });
  const taken = takesNext();
  const variant = await db.variant.findFirstOrThrow({ where: { experimentId: answered.run.experimentId, baseline: false } });
  const [run] = expectValue(await startRuns(scope, { experimentId: variant.experimentId, variantId: variant.id }));
  const testId = await taken;
  expectValue(await cancelRun(scope, run?.id ?? ''));
  const codes = [await submit(encodeId('result', answered.id)), await submit(testId)];
  expectValue(await archiveExperiment(scope, variant.experimentId));
  codes.push(await submit(encodeId('result', answered.id)));
  expectValue(await unarchiveExperiment(scope, variant.experimentId));
  codes.push(await submit(encodeId('result', crypto.randomUUID())));
  expect(tableRows(section('webhooks.md', 'Answering later'), '`code`').flatMap(([code = '']) => codeIn(code))).toEqual(codes);
});

test('a ping is the one of the page', async () => {
  expect(await run('testWebhook', { endpointId })).toMatchObject({ status: 200, error: null });
  const ping = lastMessage();
  expect(Object.keys(ping)).toEqual(Object.keys(jsonIn('webhook-ping')));
  expect(ping).toMatchObject({ type: 'ping', endpointId });
  expect(Object.keys(app.requests.at(-1)?.headers ?? {})).toEqual(
    expect.arrayContaining(tableRows(section('webhooks.md', 'Signatures'), 'header').flatMap(([name = '']) => codeIn(name))),
  );
});

test('the statuses that the page has repeated are repeated, and no others', () => {
  const [[repeated = ''] = []] = tableRows(section('webhooks.md', 'Repeats'), 'answer');
  for (let status = 300; status < 600; status += 1) {
    const passes = repeated.split(/[,;] /).some((named) => named === String(status) || named === `${String(status)[0]}xx`);
    const { type, recovery } = faultOfResponse(status, new Headers(), 'no');
    expect({ status, passes: recovery.when !== 'never' }).toEqual({ status, passes });
    if (!passes) expect(type).toBe(status < 400 ? 'redirected' : `http_${status}`);
  }
});

test('the limits of the page are those of endpoints', async () => {
  const { scope } = deployment.server.a;
  const add = async (settings: object) =>
    !isFailure(await addEndpoint(scope, { name: `limited-${crypto.randomUUID()}`, url: app.url, ...settings }));
  const [second, hour, week] = [1_000, 3_600_000, 7 * 24 * 3_600_000];
  for (const [settings, allowed] of [
    [{ timeoutMs: 1 }, true],
    [{ timeoutMs: hour }, true],
    [{ timeoutMs: hour + 1 }, false],
    [{ answerWithinMs: second }, true],
    [{ answerWithinMs: week }, true],
    [{ answerWithinMs: second - 1 }, false],
    [{ answerWithinMs: week + 1 }, false],
  ] as const) {
    expect({ settings, allowed: await add(settings) }).toEqual({ settings, allowed });
  }
  const { timeoutMs, answerWithinMs } = expectValue(await addEndpoint(scope, { name: 'by-default', url: app.url }));
  expect({ timeoutMs, answerWithinMs }).toEqual({ timeoutMs: 30_000, answerWithinMs: 600_000 });
});

test('the addresses of the page are those that are reachable', () => {
  const rows = tableRows(section('webhooks.md', 'Where requests go'), 'value');
  const values = rows.flatMap(([value = '']) => codeIn(value)) as ReachableAddresses[];
  const addresses = ['93.184.215.14', '127.0.0.1', '10.0.0.1', '169.254.169.254'];
  expect(values.map((value) => addresses.map((address) => isReachable(address, value)))).toEqual([
    [true, false, false, false],
    [true, true, false, false],
    [true, true, true, false],
  ]);
  expect(readConfig({}).reachable).toBe('loopback');
  expect(readConfig({ DATABASE_URL: 'postgresql://127.0.0.1/any' }).reachable).toBe('public');
});
