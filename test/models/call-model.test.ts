import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../src/json.js';
import { callModel, type ModelCall, type ModelConnection } from '../../src/models/call-model.js';
import { createGuardedFetch } from '../../src/models/guarded-fetch.js';
import type { Answer, Fault, Outcome } from '../../src/models/outcome.js';
import { hang, type ModelServer, type ModelServerOptions, type Reply, startModelServer } from '../support/model-server.js';

const fetch = createGuardedFetch('loopback');
const apiKey = 'sk-a-secret-of-the-tenant';
const schema: JsonObject = { type: 'object', properties: { total: { type: 'number' } }, required: ['total'] };

let server: ModelServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function serve(answer: ModelServerOptions['answer'] | Reply): Promise<ModelServer> {
  server = await startModelServer({ answer: typeof answer === 'function' ? answer : () => answer });
  return server;
}

function ask(url: string, given: Partial<ModelCall> = {}, connection: Partial<ModelConnection> = {}): Promise<Outcome> {
  return callModel(
    {
      connection: { kind: 'OPENAI_COMPATIBLE', name: 'local', baseUrl: url, apiKey, ...connection },
      model: 'm',
      system: null,
      prompt: 'How many?',
      prices: { inputPerMillion: '2', outputPerMillion: '8', cacheReadPerMillion: '0.5' },
      timeoutMs: 10_000,
      signal: new AbortController().signal,
      ...given,
    },
    fetch,
  );
}

function answered(outcome: Outcome): Answer {
  if (outcome.kind !== 'answer') throw new Error(`${outcome.type}: ${outcome.message}`);
  return outcome;
}

function faulted(outcome: Outcome): Fault {
  if (outcome.kind !== 'fault') throw new Error(`It answered: ${JSON.stringify(outcome.output)}`);
  return outcome;
}

describe('a question', () => {
  it('goes out with its settings and comes back with its tokens, cost and duration', async () => {
    const { url, requests } = await serve({ text: 'A: 7', usage: { input: 1000, output: 10 } });
    const given = { system: 'Be brief.', temperature: 0.5, topP: 0.9, maxOutputTokens: 50, verbosity: 'low' } as const;
    const answer = answered(await ask(url, given));
    expect(answer).toMatchObject({ output: 'A: 7', usage: { inputTokens: 1000, outputTokens: 10 }, cost: '0.00208' });
    expect(Number.isInteger(answer.durationMs)).toBe(true);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ model: 'm', system: 'Be brief.', prompt: 'How many?' });
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(requests[0]?.body).toMatchObject({ temperature: 0.5, top_p: 0.9, max_tokens: 50, verbosity: 'low' });
  });

  it('knows no tokens where the provider counts what can be none', async () => {
    const { url } = await serve({ text: 'A: 7', usage: { input: 1.5, output: 3_000_000_000 } });
    expect(answered(await ask(url))).toMatchObject({ output: 'A: 7', usage: null, cost: null });
  });

  it('leaves out what is not set', async () => {
    const { url, requests } = await serve('yes');
    answered(await ask(url));
    expect(Object.keys(requests[0]?.body ?? {}).sort()).toEqual(['messages', 'model']);
    expect(requests[0]?.system).toBe('');
  });

  it('pays less for what the provider had cached', async () => {
    const { url } = await serve({ text: 'yes', usage: { input: 1000, output: 0, cached: 800 } });
    expect(answered(await ask(url)).cost).toBe('0.0008');
  });

  it('has no usage and no cost when the service tells none, and no cost when the price is unknown', async () => {
    const { url } = await serve(({ number }) => (number === 1 ? { text: 'yes', usage: null } : 'yes'));
    expect(answered(await ask(url))).toMatchObject({ usage: null, cost: null });
    expect(answered(await ask(url, { prices: null }))).toMatchObject({ usage: { inputTokens: 3, outputTokens: 1 }, cost: null });
  });

  it('goes through the OpenAI provider too, in its own words', async () => {
    const { url, requests } = await serve('{"total": 3}');
    const outcome = await ask(url, { model: 'gpt-5-mini', verbosity: 'high', jsonSchema: schema }, { kind: 'OPENAI' });
    expect(answered(outcome).output).toEqual({ total: 3 });
    expect(requests[0]?.body).toMatchObject({
      verbosity: 'high',
      response_format: { type: 'json_schema', json_schema: { schema, strict: false } },
    });
  });

  it('never goes out with the key of the environment in place of the connection’s', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-of-the-deployment');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/v1');
    const { url, requests } = await serve('yes');
    answered(await ask(url, {}, { kind: 'OPENAI', apiKey: null }));
    vi.unstubAllEnvs();
    expect(JSON.stringify(requests[0]?.headers)).not.toContain('sk-of-the-deployment');
  });
});

describe('an answer in JSON', () => {
  it('is asked for by JSON mode and the schema in the prompt, for services that know no more', async () => {
    const { url, requests } = await serve('{"total": 12.5}');
    expect(answered(await ask(url, { system: 'Read.', jsonSchema: schema })).output).toEqual({ total: 12.5 });
    expect(requests[0]?.body.response_format).toEqual({ type: 'json_object' });
    expect(requests[0]?.system).toContain('Read.\n\nAnswer with JSON alone');
    expect(requests[0]?.system).toContain(JSON.stringify(schema));
  });

  it('may stand in a code fence', async () => {
    const { url } = await serve('```json\n{"total": 1}\n```');
    expect(answered(await ask(url, { jsonSchema: schema })).output).toEqual({ total: 1 });
  });

  it('that is none is a fault which has cost something', async () => {
    const { url } = await serve({ text: 'I would rather not.', usage: { input: 1000, output: 0 } });
    expect(faulted(await ask(url, { jsonSchema: schema }))).toMatchObject({
      type: 'schema_mismatch',
      recovery: { when: 'never' },
      usage: { inputTokens: 1000, outputTokens: 0 },
      cost: '0.002',
    });
  });

  it('that was cut off says so', async () => {
    const { url } = await serve({ text: '{"total": 1', finishReason: 'length' });
    expect(faulted(await ask(url, { jsonSchema: schema })).message).toContain('It was cut off');
  });
});

describe('a fault', () => {
  it('of a missing model is final, in the provider’s words', async () => {
    const { url } = await serve({ status: 404, message: 'The model m does not exist.' });
    expect(faulted(await ask(url))).toMatchObject({
      type: 'http_404',
      message: 'local answered 404: The model m does not exist.',
      recovery: { when: 'never' },
      usage: null,
      cost: null,
    });
  });

  it('never shows the key', async () => {
    const { url } = await serve({ status: 401, message: `Incorrect API key provided: ${apiKey}.` });
    const { message } = faulted(await ask(url));
    expect(message).toContain('Incorrect API key provided');
    expect(message).not.toContain(apiKey);
  });

  it('by a rate limit says how long to wait', async () => {
    const { url } = await serve({ status: 429, headers: { 'retry-after': '3' } });
    expect(faulted(await ask(url))).toMatchObject({ type: 'rate_limited', recovery: { when: 'rate-limit', retryAfterMs: 3000 } });
  });

  it('by a limit that waiting does not lift is final', async () => {
    const { url } = await serve({
      status: 429,
      body: '{"error":{"message":"You exceeded your current quota.","code":"insufficient_quota"}}',
    });
    expect(faulted(await ask(url))).toMatchObject({ type: 'quota_exhausted', recovery: { when: 'never' } });
  });

  it('by a rate limit of Google’s kind says so in the body', async () => {
    const { url } = await serve({ status: 429, body: '{"error":{"message":"slow","details":[{"retryDelay": "31s"}]}}' });
    expect(faulted(await ask(url)).recovery).toEqual({ when: 'rate-limit', retryAfterMs: 31_000 });
  });

  it('of the server is worth another try, and its page is quoted when it is no JSON', async () => {
    const { url } = await serve({ status: 503, headers: { 'retry-after': '2' }, body: '<h1>Down for a moment</h1>' });
    expect(faulted(await ask(url))).toMatchObject({
      type: 'http_503',
      message: 'local answered 503: <h1>Down for a moment</h1>',
      recovery: { when: 'backoff', retryAfterMs: 2000 },
    });
  });

  it('of a redirect is final', async () => {
    const { url, requests } = await serve({ status: 302, headers: { location: '/v1/chat/completions' } });
    expect(faulted(await ask(url)).type).toBe('redirected');
    expect(requests).toHaveLength(1);
  });

  it('of the network is worth another try', async () => {
    const gone = await startModelServer({ answer: () => 'yes' });
    await gone.close();
    expect(faulted(await ask(gone.url))).toMatchObject({ type: 'network', recovery: { when: 'backoff', retryAfterMs: null } });
  });

  it('of an answer that breaks off is one of the network', async () => {
    const breaking = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"choices": [');
      request.on('data', () => undefined).once('end', () => response.destroy());
    });
    await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve));
    const outcome = await ask(`http://127.0.0.1:${(breaking.address() as AddressInfo).port}/v1`);
    breaking.close();
    expect(faulted(outcome)).toMatchObject({ type: 'network', recovery: { when: 'backoff' } });
  });

  it.each([['not JSON'], ['{"hello": "world"}'], ['{"choices": []}']])(
    'of an answer outside the protocol is final: %s',
    async (body) => {
      const { url } = await serve({ status: 200, body });
      expect(faulted(await ask(url))).toMatchObject({ type: 'invalid_response', recovery: { when: 'never' } });
    },
  );

  it('of an address out of reach is final', async () => {
    expect(faulted(await ask('http://169.254.169.254/v1'))).toMatchObject({
      type: 'address_refused',
      recovery: { when: 'never' },
    });
  });

  it('of a content filter and of an empty answer is final, and has cost something', async () => {
    const { url } = await serve(({ number }) => ({
      text: '',
      finishReason: number === 1 ? 'content_filter' : 'stop',
      usage: { input: 500, output: 0 },
    }));
    expect(faulted(await ask(url))).toMatchObject({ type: 'content_filter', recovery: { when: 'never' }, cost: '0.001' });
    expect(faulted(await ask(url))).toMatchObject({ type: 'empty_answer', recovery: { when: 'never' }, cost: '0.001' });
    expect(faulted(await ask(url, { jsonSchema: schema }))).toMatchObject({ type: 'empty_answer', cost: '0.001' });
  });

  it('of a service that hangs comes after the time-out', async () => {
    const { url } = await serve(hang);
    const fault = faulted(await ask(url, { timeoutMs: 60 }));
    expect(fault).toMatchObject({ type: 'timeout', recovery: { when: 'backoff', retryAfterMs: null } });
    expect(fault.durationMs).toBeGreaterThanOrEqual(59);
  });
});

describe('a call given up', () => {
  it('rejects, and ends the request', async () => {
    const controller = new AbortController();
    const { url } = await serve(() => {
      controller.abort(new Error('the run was cancelled'));
      return hang;
    });
    await expect(ask(url, { signal: controller.signal })).rejects.toThrow('the run was cancelled');
  });

  it('does not go out when it was given up before', async () => {
    const { url, requests } = await serve('yes');
    await expect(ask(url, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    expect(requests).toHaveLength(0);
  });
});

it('has a hundred calls under way at once', async () => {
  const waiting: ((reply: Reply) => void)[] = [];
  const busy = await serve(
    () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 100) for (const reply of waiting) reply('yes');
      }),
  );
  await Promise.all(Array.from({ length: 100 }, () => ask(busy.url).then(answered)));
  expect(busy.peakConcurrency()).toBe(100);
});
