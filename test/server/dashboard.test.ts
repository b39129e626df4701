import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { tinySchema } from './tiny-schema.js';

const page = '<!doctype html><script type="module" src="/assets/index-a1.js"></script>';
const script = 'export {};'.repeat(200);
/** Where Linux lists the open files of this process. */
const openFiles = '/proc/self/fd';

let database: TestDatabase;
let parent: string;
let folder: string;
let server: TestServer;

/** Builds what Vite would: the page, and a script with its compressed form beside it. */
async function build(html: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), html);
  await writeFile(join(folder, 'assets/index-a1.js'), script);
  await writeFile(join(folder, 'assets/index-a1.js.gz'), gzipSync(script));
}

beforeAll(async () => {
  database = await createTestDatabase();
  parent = await mkdtemp(join(tmpdir(), 'variorum-'));
  folder = join(parent, 'dashboard');
  await writeFile(join(parent, 'secret.txt'), 'hunter2');
  await build(page);
  server = await startTestServer(database, { schema: tinySchema().schema, dashboard: folder });
});
afterAll(async () => {
  await server?.close();
  await database?.close();
  await rm(parent, { recursive: true, force: true });
});

/** Goes to an address as a browser does. */
function goTo(path: string): Promise<Response> {
  return fetch(`${server.url}${path}`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
}

/** Sends a path as it is: fetch would resolve its dots first. */
function sendAsIs(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    httpRequest({ hostname, port, path, headers }, resolve).on('error', reject).end();
  });
}

describe('the page', () => {
  test('runs scripts of this server alone, in no frame, and is asked for anew each time', async () => {
    const response = await fetch(`${server.url}/`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(page);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    const again = await fetch(`${server.url}/`, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  test.each([
    '/experiments/exp_01',
    '/experiments?status=RUNNING',
    '/experiments/v1.2',
    '/assets/gone.js',
    '/..%2fsecret.txt',
    '/%',
  ])('is what a browser finds at %s, which is no file', async (path) => {
    const response = await goTo(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toBe(page);
  });

  test.each<[string, string, RequestInit]>([
    ['a program', '/experiments/exp_01', {}],
    ['a script that asks for a file', '/assets/gone.js', { headers: { accept: '*/*' } }],
    ['a program that sends something', '/', { method: 'POST', headers: { accept: 'text/html' } }],
  ])('is not what %s finds: it is told where GraphQL is', async (_who, path, init) => {
    const response = await fetch(`${server.url}${path}`, init);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe('Nothing is here. GraphQL is at /graphql.\n');
  });

  test('is nothing that the API’s own addresses give way to', async () => {
    expect((await goTo('/health')).headers.get('content-type')).toContain('application/json');
    expect(await (await goTo('/graphql')).text()).toContain('<title>Variorum</title>');
  });
});

describe('a file', () => {
  test('of a name that says what is in it is kept for good', async () => {
    const response = await fetch(`${server.url}/assets/index-a1.js`, { headers: { 'accept-encoding': 'identity' } });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toBe('text/javascript');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe(script);
  });

  test('comes compressed where the browser takes that', async () => {
    const response = await fetch(`${server.url}/assets/index-a1.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('content-type')).toBe('text/javascript');
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(Number(response.headers.get('content-length'))).toBeLessThan(script.length / 10);
    expect(await response.text()).toBe(script);
    const head = await fetch(`${server.url}/assets/index-a1.js`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });

  test.each(['bytes=5-2', 'bytes=-5', 'bytes=x', 'bytes=99999-'])(
    'comes whole where the range %s is asked for',
    async (range) => {
      const response = await fetch(`${server.url}/assets/index-a1.js`, { headers: { range } });
      expect(response.status).toBe(200);
      expect(await response.text()).toBe(script);
    },
  );

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..%252fsecret.txt',
    '//../secret.txt',
    '/secret.txt%00',
    'http://localhost/../secret.txt',
  ])('outside of the folder is not at %s', async (path) => {
    const response = await sendAsIs(path);
    expect(response.statusCode).toBe(404);
    expect((await response.toArray()).join('')).not.toContain('hunter2');
  });

  test('by another path is kept no longer than by its own', async () => {
    const response = await sendAsIs('/assets/../index.html');
    expect((await response.toArray()).join('')).toBe(page);
    expect(response.headers['cache-control']).toBe('no-cache');
  });

  test.skipIf(!existsSync(openFiles))(
    'is closed when its reader leaves half-way (skipped where the system does not say)',
    async () => {
      const path = join(folder, 'assets/large-b2.js');
      await writeFile(path, Buffer.alloc(20_000_000, ' '));
      const isOpen = async (): Promise<boolean> => {
        const targets = (await readdir(openFiles)).map((name) => readlink(join(openFiles, name)).catch(() => null));
        return (await Promise.all(targets)).includes(path);
      };
      const response = await sendAsIs('/assets/large-b2.js');
      await once(response, 'readable');
      expect(await isOpen()).toBe(true);
      response.destroy();
      await expect.poll(isOpen, { timeout: 10_000 }).toBe(false);
    },
  );

  test('that can’t be opened breaks its own request off, and not the server', async () => {
    // A socket is there to be found, and can’t be read as a file is.
    const unreadable = createServer();
    await new Promise<void>((resolve) => unreadable.listen(join(folder, 'assets/socket'), resolve));
    try {
      await expect(fetch(`${server.url}/assets/socket`).then((response) => response.text())).rejects.toThrow();
      expect((await fetch(`${server.url}/`)).status).toBe(200);
    } finally {
      await new Promise((resolve) => unreadable.close(resolve));
    }
  });
});

describe('the build', () => {
  test('may be made anew under a running server', async () => {
    const longer = `${page}<p>A page with more on it than there was when the server started.</p>`;
    await build(longer);
    try {
      expect(await (await goTo('/')).text()).toBe(longer);
    } finally {
      await build(page);
    }
  });

  test('is missing where nobody made it, and the answer says how', async () => {
    const aside = join(parent, 'aside');
    await cp(folder, aside, { recursive: true });
    await rm(folder, { recursive: true });
    try {
      for (const response of [await fetch(`${server.url}/`), await goTo('/'), await goTo('/experiments')]) {
        expect(response.status).toBe(404);
        expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
        expect(await response.text()).toContain('npm run build');
      }
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
    } finally {
      await cp(aside, folder, { recursive: true });
    }
  });
});
