import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Json, JsonObject } from '../../src/json.js';

/** A request as the server saw it. */
export interface ModelRequest {
  /** 1 for the first request that the server got. */
  number: number;
  model: string;
  /** The system message; empty without one. */
  system: string;
  /** The last user message. */
  prompt: string;
  headers: IncomingHttpHeaders;
  /** The whole body. */
  body: JsonObject;
}

/** Ends nothing: the client's time-out has to. */
export const hang = Symbol('hang');

/** An answer: a text, a text with more said about it, an HTTP response without success, or nothing at all. */
export type Reply = string | TextReply | ErrorReply | typeof hang;

export interface TextReply {
  text: string;
  /** Tokens; by default a quarter of the characters. Null: the service does not tell. */
  usage?: { input: number; output: number; cached?: number } | null;
  /** By default `stop`. */
  finishReason?: string;
}

export interface ErrorReply {
  status: number;
  /** In the body as OpenAI writes it. */
  message?: string;
  headers?: Record<string, string>;
  /** The whole body, instead. */
  body?: string;
}

export interface ModelServerOptions {
  answer: (request: ModelRequest) => Reply | Promise<Reply>;
  /** How long every answer takes, in milliseconds. */
  latencyMs?: number;
  port?: number;
}

export interface ModelServer {
  /** What a provider of kind OPENAI_COMPATIBLE has as its base URL. */
  url: string;
  /** Every request, in the order in which they came. */
  requests: ModelRequest[];
  /** The most requests that were under way at once. */
  peakConcurrency(): number;
  close(): Promise<void>;
}

/**
 * A model provider for tests: an HTTP server that speaks OpenAI's chat protocol and answers as it is told.
 *
 *     const server = await startModelServer({ answer: ({ prompt }) => `You said: ${prompt}` });
 */
export async function startModelServer({ answer, latencyMs = 0, port = 0 }: ModelServerOptions): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let underWay = 0;
  let peak = 0;
  const server = createServer(async (incoming, response) => {
    peak = Math.max(peak, ++underWay);
    response.once('close', () => underWay--);
    let text = '';
    for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
    if (!incoming.url?.endsWith('/chat/completions'))
      return send(response, { status: 404, message: `nothing at ${incoming.url}` });
    const body = JSON.parse(text) as JsonObject & { model: string };
    const request: ModelRequest = {
      number: requests.length + 1,
      model: body.model,
      system: lastMessage(body, 'system') ?? '',
      prompt: lastMessage(body, 'user') ?? '',
      headers: incoming.headers,
      body,
    };
    requests.push(request);
    try {
      const reply = await answer(request);
      if (latencyMs > 0) await delay(latencyMs);
      send(response, reply, request);
    } catch (error) {
      // A test's own mistake must not look like a provider's fault that is tried again.
      send(response, {
        status: 400,
        message: `the test's answer() threw: ${error instanceof Error ? error.message : 'no error'}`,
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    peakConcurrency: () => peak,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, reply: Reply, request?: ModelRequest): void {
  if (reply === hang) return;
  if (typeof reply === 'object' && 'status' in reply) {
    const { status, message = `status ${status}`, headers = {}, body } = reply;
    const error = { error: { message, type: 'error', code: null, param: null } };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body ?? JSON.stringify(error));
    return;
  }
  const { text, usage, finishReason = 'stop' } = typeof reply === 'string' ? { text: reply } : reply;
  const tokens = usage === undefined ? { input: quarter(request?.prompt ?? ''), output: quarter(text) } : usage;
  const completion = {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 0,
    model: request?.model,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finishReason }],
    ...(tokens && { usage: usageOf(tokens) }),
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion));
}

function usageOf({ input, output, cached = 0 }: { input: number; output: number; cached?: number }): JsonObject {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
  };
}

function quarter(text: string): number {
  return Math.ceil(text.length / 4);
}

/** The text of the last message of a role; OpenAI's newer models are sent `developer` for `system`. */
function lastMessage(body: JsonObject, role: 'system' | 'user'): string | undefined {
  const messages = (body.messages ?? []) as { role: string; content: Json }[];
  const content = messages.findLast((message) => (message.role === 'developer' ? 'system' : message.role) === role)?.content;
  if (typeof content === 'string' || content === undefined) return content;
  return (content as { text?: string }[]).map((part) => part.text ?? '').join('');
}
