import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.js';
import { callModel, type ModelCall, type ModelConnection } from '../../src/models/call-model.js';
import { createGuardedFetch } from '../../src/models/guarded-fetch.js';
import type { Outcome } from '../../src/models/outcome.js';
import { bundledPrices } from '../../src/models/prices.js';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Seen {
  path: string;
  headers: IncomingHttpHeaders;
  body: JsonObject;
}

/** A vendor that gives one answer to everything; what it was asked stands in `seen`. */
async function vendor(status: number, answer: JsonObject): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const started = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    seen.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text) as JsonObject });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(started.address() as AddressInfo).port}/v1`, seen };
}

function ask(kind: ModelConnection['kind'], baseUrl: string, model: string, given: Partial<ModelCall> = {}): Promise<Outcome> {
  const connection = { kind, name: 'vendor', baseUrl, apiKey: 'the-key' };
  const prices = bundledPrices(kind, model);
  const signal = new AbortController().signal;
  const call = { connection, model, system: 'Be brief.', prompt: 'How many?', prices, timeoutMs: 10_000, signal, ...given };
  return callModel(call, createGuardedFetch('loopback'));
}

const schema: JsonObject = {
  type: 'object',
  properties: { total: { type: 'number' } },
  required: ['total'],
  additionalProperties: false,
};

it('asks Anthropic in its protocol, and charges what it wrote to its cache', async () => {
  const { url, seen } = await vendor(200, {
    type: 'message',
    id: 'msg_1',
    model: 'claude-sonnet-4-5',
    role: 'assistant',
    content: [{ type: 'text', text: '{"total": 7}' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 100, cache_creation_input_tokens: 1000, cache_read_input_tokens: 0, output_tokens: 10 },
  });
  const outcome = await ask('ANTHROPIC', url, 'claude-sonnet-4-5', { jsonSchema: schema, verbosity: 'low', temperature: 0.2 });
  // 100 at $3, 1,000 written to the cache at $3.75, 10 out at $15, a million tokens each.
  expect(outcome).toMatchObject({
    kind: 'answer',
    output: { total: 7 },
    usage: { inputTokens: 1100, outputTokens: 10 },
    cost: '0.0042',
  });
  expect(seen[0]?.path).toBe('/v1/messages');
  expect(seen[0]?.headers['x-api-key']).toBe('the-key');
  expect(seen[0]?.body).toMatchObject({ system: [{ type: 'text', text: 'Be brief.' }], temperature: 0.2 });
  expect(JSON.stringify(seen[0]?.body)).toContain('"total"');
  expect(JSON.stringify(seen[0]?.body)).not.toContain('erbosity');
});

it('takes Anthropic’s overload for a fault that passes', async () => {
  const { url } = await vendor(529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } });
  expect(await ask('ANTHROPIC', url, 'claude-sonnet-4-5')).toMatchObject({
    type: 'http_529',
    message: 'vendor answered 529: Overloaded',
    recovery: { when: 'backoff' },
  });
});

it('asks Google in its protocol', async () => {
  const { url, seen } = await vendor(200, {
    candidates: [{ content: { role: 'model', parts: [{ text: '{"total": 7}' }] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 300_000, candidatesTokenCount: 10, totalTokenCount: 300_010 },
  });
  const outcome = await ask('GOOGLE', url, 'gemini-2.5-pro', { jsonSchema: schema, verbosity: 'low' });
  // The long prompt's tier: 300,000 at $2.50, 10 at $15, a million tokens each.
  expect(outcome).toMatchObject({ output: { total: 7 }, usage: { inputTokens: 300_000, outputTokens: 10 }, cost: '0.75015' });
  expect(seen[0]?.path).toBe('/v1/models/gemini-2.5-pro:generateContent');
  expect(seen[0]?.headers['x-goog-api-key']).toBe('the-key');
  expect(seen[0]?.body).toMatchObject({ generationConfig: { responseMimeType: 'application/json' } });
});

it('takes what Google’s safety filter withholds for a final fault', async () => {
  const { url } = await vendor(200, {
    candidates: [{ finishReason: 'SAFETY' }],
    usageMetadata: { promptTokenCount: 10, totalTokenCount: 10 },
  });
  expect(await ask('GOOGLE', url, 'gemini-2.5-pro')).toMatchObject({ type: 'content_filter', recovery: { when: 'never' } });
});
