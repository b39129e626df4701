import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSchema, createYoga } from 'graphql-yoga';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFailure } from '../../src/failures.js';
import type { Upload } from '../../src/graphql/scalars.js';
import { useUploads } from '../../src/server/upload.js';
import { heldBytes } from '../support/memory.js';

const maxBytes = 60 * 1024 * 1024;

interface Received {
  filename: string;
  mimeType: string;
  bytes: number;
  error: string | null;
}

/** What each operation read of its file, in order; a test waits for the next. */
class Log {
  private readonly entries: Received[] = [];
  private readonly waiting: ((entry: Received) => void)[] = [];

  push(entry: Received): void {
    const next = this.waiting.shift();
    if (next) next(entry);
    else this.entries.push(entry);
  }

  next(): Promise<Received> {
    const entry = this.entries.shift();
    return entry ? Promise.resolve(entry) : new Promise((resolve) => this.waiting.push(resolve));
  }
}

let server: Server;
let url: string;
let log: Log;
let onChunk: (chunk: Uint8Array, bytes: number) => void;

async function read({ filename, mimeType, stream }: Upload): Promise<Received> {
  const received: Received = { filename, mimeType, bytes: 0, error: null };
  try {
    for await (const chunk of stream) {
      received.bytes += chunk.length;
      onChunk(chunk, received.bytes);
    }
  } catch (error) {
    received.error = isFailure(error) ? error.code : String(error);
  }
  log.push(received);
  return received;
}

beforeAll(async () => {
  const yoga = createYoga({
    logging: false,
    schema: createSchema({
      typeDefs: `
        scalar Upload
        type Received { filename: String! mimeType: String! bytes: Int! error: String }
        input Import { name: String, file: Upload! }
        type Query { hello: String! }
        type Mutation { import(input: Import!): Received! ignore(file: Upload!): Boolean! }`,
      resolvers: {
        Query: { hello: () => 'hello' },
        Mutation: {
          import: (_: unknown, { input }: { input: { file: Upload } }) => read(input.file),
          ignore: () => true,
        },
      },
    }),
    plugins: [useUploads({ maxBytes })],
  });
  server = createServer(yoga);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const importFile = {
  query: 'mutation ($file: Upload!) { import(input: { file: $file }) { filename mimeType bytes error } }',
  variables: { file: null },
};
const key = { authorization: 'Bearer a key' };

function formOf(operations: unknown, map: unknown, ...files: [string, Blob, string?][]): FormData {
  const form = new FormData();
  form.append('operations', typeof operations === 'string' ? operations : JSON.stringify(operations));
  if (map !== undefined) form.append('map', JSON.stringify(map));
  for (const [name, blob, filename] of files) form.append(name, blob, filename ?? 'file.bin');
  return form;
}

async function send(body: FormData, headers: Record<string, string> = key): Promise<{ status: number; body: unknown }> {
  log = new Log();
  onChunk = () => undefined;
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, body: await response.json() };
}

/** Sends a multipart request whose file has so many bytes, without ever having them in memory; `cutAt` breaks the connection. */
function stream(bytes: number, cutAt = Number.POSITIVE_INFINITY): Promise<string> {
  const part = (disposition: string, content: string) =>
    `--b\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${content}`;
  const head = [
    part('name="operations"', `${JSON.stringify(importFile)}\r\n`),
    part('name="map"', '{"0":["variables.file"]}\r\n'),
    part('name="0"; filename="large.jsonl"', ''),
  ].join('');
  const chunk = Buffer.alloc(64 * 1024, 'x');
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: 'POST', headers: { ...key, 'content-type': 'multipart/form-data; boundary=b' } },
      (response) => {
        let text = '';
        response.on('data', (data: Buffer) => {
          text += data.toString();
        });
        response.on('end', () => resolve(text));
      },
    );
    request.on('error', reject);
    request.write(head);
    let sent = 0;
    const more = () => {
      while (sent < bytes) {
        if (sent >= cutAt) return request.destroy(new Error('cut by the test'));
        sent += chunk.length;
        if (!request.write(chunk)) return request.once('drain', more);
      }
      request.end('\r\n--b--\r\n');
      return request;
    };
    more();
  });
}

test('a file arrives with its name, its type and every byte', async () => {
  const file = new Blob(['{"input": "ä"}\n'], { type: 'application/jsonl' });
  expect(await send(formOf(importFile, { 0: ['variables.file'] }, ['0', file, 'fragen-ä.jsonl']))).toEqual({
    status: 200,
    body: { data: { import: { filename: 'fragen-ä.jsonl', mimeType: 'application/jsonl', bytes: 16, error: null } } },
  });
});

test('a file can stand anywhere in the variables', async () => {
  const query = 'mutation ($input: Import!) { import(input: $input) { bytes } }';
  const operation = { query, variables: { input: { name: 'n', file: null } } };
  const answer = await send(formOf(operation, { f: ['variables.input.file'] }, ['f', new Blob(['12345'])]));
  expect(answer.body).toEqual({ data: { import: { bytes: 5 } } });
});

test('50 MB pass through in bounded memory, while the request is still being sent', async () => {
  const bytes = 50 * 1024 * 1024;
  log = new Log();
  let next = 10 * 1024 * 1024;
  const held: number[] = [];
  onChunk = (_, read) => {
    if (read < next) return;
    held.push(heldBytes());
    next += 10 * 1024 * 1024;
  };
  const answer = JSON.parse(await stream(bytes)) as unknown;
  expect(answer).toMatchObject({ data: { import: { filename: 'large.jsonl', bytes, error: null } } });
  const [first = 0, ...later] = held;
  expect(later.length).toBeGreaterThanOrEqual(3);
  expect(Math.max(...later) - first).toBeLessThan(8 * 1024 * 1024);
});

test('a file beyond the limit fails with a typed error where it is read', async () => {
  log = new Log();
  onChunk = () => undefined;
  expect(JSON.parse(await stream(maxBytes))).toMatchObject({ data: { import: { bytes: maxBytes, error: null } } });
  expect(JSON.parse(await stream(maxBytes + 64 * 1024))).toMatchObject({ data: { import: { error: 'FILE_TOO_LARGE' } } });
});

test('a connection that breaks off makes the reader fail', async () => {
  log = new Log();
  onChunk = () => undefined;
  await expect(stream(50 * 1024 * 1024, 5 * 1024 * 1024)).rejects.toThrow('cut by the test');
  expect((await log.next()).error).toMatch(/The upload was cut off/);
});

test('a file that nobody reads does not keep the answer back, and the connection serves the next request', async () => {
  const operation = { query: 'mutation ($file: Upload!) { ignore(file: $file) }', variables: { file: null } };
  const large = new Blob([new Uint8Array(5 * 1024 * 1024)]);
  expect(await send(formOf(operation, { 0: ['variables.file'] }, ['0', large]))).toEqual({
    status: 200,
    body: { data: { ignore: true } },
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ hello }"}',
  });
  expect(await response.json()).toEqual({ data: { hello: 'hello' } });
});

test('without a header that no form sends, a multipart request is refused', async () => {
  const form = () => formOf(importFile, { 0: ['variables.file'] }, ['0', new Blob(['1'])]);
  expect(await send(form(), {})).toMatchObject({ status: 403, body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } });
  expect(await send(form(), { 'x-graphql-yoga-csrf': '1' })).toMatchObject({ status: 200 });
});

const one: [string, Blob] = ['0', new Blob(['1'])];
const map = { 0: ['variables.file'] };
test.each<[string, () => FormData, RegExp]>([
  ['no map', () => formOf(importFile, undefined, one), /"map" is missing/],
  ['no file', () => formOf(importFile, map), /has no file/],
  ['operations that are no JSON', () => formOf('{', map, one), /"operations" is not JSON/],
  ['several operations', () => formOf([importFile], map, one), /must be one operation/],
  ['a file that the map does not name', () => formOf(importFile, map, ['1', new Blob(['1'])]), /"map" must name one variable/],
  [
    'two variables for one file',
    () => formOf(importFile, { 0: ['variables.file', 'variables.other'] }, one),
    /"map" must name one variable/,
  ],
  [
    'two files',
    () => formOf(importFile, { ...map, 1: ['variables.other'] }, one, ['1', new Blob(['1'])]),
    /"map" must name one variable/,
  ],
  ['a place that is no variable', () => formOf(importFile, { 0: ['query'] }, one), /"map" must name one variable/],
  ['a place that has no null', () => formOf(importFile, { 0: ['variables.other'] }, one), /no null at "other"/],
  ['a place outside of the variables', () => formOf(importFile, { 0: ['variables.__proto__.file'] }, one), /no null at/],
  [
    'operations that are too long',
    () => formOf({ ...importFile, query: '#'.repeat(2_000_000) }, map, one),
    /"operations" has more than/,
  ],
])('a request with %s is told what is wrong', async (_, form, message) => {
  const { status, body } = await send(form());
  expect([400, 413]).toContain(status);
  expect(body).toMatchObject({ errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_REQUEST' } }] });
});

test('a body that is no multipart is malformed', async () => {
  for (const contentType of ['multipart/form-data', 'multipart/form-data; boundary=b']) {
    const response = await fetch(url, { method: 'POST', headers: { ...key, 'content-type': contentType }, body: 'hello' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringContaining('malformed') }] });
  }
});
