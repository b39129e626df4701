import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test } from 'vitest';
import type { Json } from '../../src/json.js';
import { type JsonRequest, type JsonServer, startJsonServer } from '../support/json-server.js';

const app = fileURLToPath(new URL('../../examples/webhook-app/app.mjs', import.meta.url));
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const later = 'whsec_plJ3nmyCDGBKInavdOK15jsl5gIlBbyP';

let child: ChildProcess | null = null;
let api: JsonServer | null = null;
afterEach(async () => {
  if (child?.kill()) await once(child, 'exit');
  await api?.close();
  child = api = null;
});

/** Starts the app as a process of its own. @returns its address. */
async function startApp(environment: Record<string, string> = {}): Promise<string> {
  child = spawn(process.execPath, [app], {
    env: { PATH: process.env.PATH, PORT: '0', WEBHOOK_SECRET: `${later} ${secret}`, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (!child.stdout) throw new Error('Its output is piped.');
  const [address] = await once(createInterface(child.stdout), 'line');
  return address;
}

async function post(address: string, message: Json, signedWith = secret) {
  const [id, at, body] = ['msg_1', new Date(), JSON.stringify(message)];
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(signedWith).sign(id, at, body),
    },
    body,
  });
  return { status: response.status, body: await response.json() };
}

const testOf = (overrides: Json, text = 'refund of my ticket'): Json => ({
  testId: 'res_1',
  input: { text },
  metadata: {},
  experiment: { experimentId: 'exp_1', experimentVariantId: 'var_1', overrides },
});

test('answers a test in the response, with the overrides on top of its configuration', async () => {
  const address = await startApp();
  expect(await post(address, testOf({}))).toEqual({
    status: 200,
    body: {
      output: { topic: 'refund', reply: 'Some about your refund.' },
      steps: [
        { externalId: 'classifier', input: 'refund of my ticket', output: 'refund' },
        { externalId: 'response_generator', input: 'refund', output: 'Some about your refund.' },
      ],
    },
  });
  const { body } = await post(address, testOf({ response_generator: { model: 'large' } }));
  expect(body.output.reply).toBe('All about your refund.');
  const difficult = 'refund the fare';
  expect((await post(address, testOf({}, difficult))).body.output.topic).toBe('other');
  expect((await post(address, testOf({ classifier: { temperature: 0.3 } }, difficult))).body.output.topic).toBe('refund');
});

test('answers a ping, and refuses what another secret has signed', async () => {
  const address = await startApp();
  const ping = { type: 'ping', endpointId: 'ept_1', sentAt: new Date().toISOString() };
  expect(await post(address, ping)).toMatchObject({ status: 200 });
  expect(await post(address, testOf({}), later)).toMatchObject({ status: 200 });
  expect(await post(address, testOf({}), 'whsec_b3RoZXJvdGhlcm90aGVyb3RoZXI=')).toMatchObject({ status: 401 });
});

test('answers later by submitTestResult where its model is slow', async () => {
  let submit: (request: JsonRequest) => void;
  const submitted = new Promise<JsonRequest>((resolve) => {
    submit = resolve;
  });
  api = await startJsonServer((request) => {
    submit(request);
    return { body: { data: { submitTestResult: {} } } };
  });
  const address = await startApp({
    SLOW_MODEL: 'large',
    VARIORUM_URL: new URL(api.url).origin,
    VARIORUM_API_KEY: 'vk_of_this_test',
  });
  expect(await post(address, testOf({ response_generator: { model: 'large' } }))).toMatchObject({ status: 202 });
  expect(await submitted).toMatchObject({
    headers: { authorization: 'Bearer vk_of_this_test' },
    body: {
      query: expect.stringContaining('submitTestResult(input: $input)'),
      variables: { input: { testId: 'res_1', output: { topic: 'refund' }, steps: [{}, {}] } },
    },
  });
});
