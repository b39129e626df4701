import { createServer as createHttpServer, type IncomingMessage, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const folder = fileURLToPath(new URL('../../src/dashboard', import.meta.url));
/** Answers with the origin and host that it was asked with. */
const api = createHttpServer((request, response) => response.end(seenBy(request)));
api.on('upgrade', (request, socket) => socket.end(`HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n${seenBy(request)}`));
const seenBy = ({ headers }: IncomingMessage): string => JSON.stringify([headers.origin ?? null, headers.host]);

let apiHost: string;
let vite: ViteDevServer;
let ownHost: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiHost = `127.0.0.1:${(api.address() as AddressInfo).port}`;
  vi.stubEnv('VARIORUM_URL', `http://${apiHost}`);
  vite = await createServer({
    root: folder,
    configFile: `${folder}/vite.config.ts`,
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { port: 0, hmr: false, watch: null },
  });
  await vite.listen();
  ownHost = new URL(vite.resolvedUrls?.local[0] ?? '').host;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await vite?.close();
  api.close();
});

function ask(origin: string | null): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = origin === null ? {} : { origin };
    const request = httpRequest(`http://${ownHost}/graphql`, { method: 'POST', headers }, async (response) =>
      resolve(JSON.parse((await response.toArray()).join(''))),
    );
    request.on('error', reject).end();
  });
}

async function openSocket(origin: string): Promise<unknown> {
  const socket = connect(Number(ownHost.split(':')[1]), '127.0.0.1');
  const lines = ['GET /graphql HTTP/1.1', `host: ${ownHost}`, `origin: ${origin}`, 'connection: Upgrade', 'upgrade: websocket'];
  socket.write(`${[...lines, 'sec-websocket-version: 13', 'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA=='].join('\r\n')}\r\n\r\n`);
  const answer = (await socket.toArray()).join('');
  return JSON.parse(/\[.*\]/.exec(answer)?.[0] ?? 'null');
}

test('the API takes what the pages of the development server ask for its own pages’', async () => {
  const own = [`http://${apiHost}`, apiHost];
  expect(await ask(`http://${ownHost}`)).toEqual(own);
  expect(await openSocket(`http://${ownHost}`)).toEqual(own);
});

test.each(['https://elsewhere.example', 'null', 'http://127.0.0.1:1'])(
  'what %s asks stays a question of another site',
  async (origin) => {
    expect(await ask(origin)).toEqual([origin, apiHost]);
    expect(await openSocket(origin)).toEqual([origin, apiHost]);
  },
);

test('what comes of no page has no origin', async () => {
  expect(await ask(null)).toEqual([null, apiHost]);
});
