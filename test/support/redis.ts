import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A Redis server for tests. */
export interface TestRedis {
  url: string;
  close(): Promise<void>;
}

/** Whether a test can start a Redis server of its own. */
export const redisServerIsInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** Whether there is a Redis server to test with: the one that TEST_REDIS_URL names, or one to start. */
export const redisIsAvailable = Boolean(process.env.TEST_REDIS_URL) || redisServerIsInstalled;

if (!redisIsAvailable) {
  console.warn('Tests on Redis are skipped: TEST_REDIS_URL is not set, and no redis-server is installed.');
}

/**
 * The server that TEST_REDIS_URL names, which other tests may be using (take queue names of your own), or else one that is
 * started for the caller alone.
 */
export async function startTestRedis(): Promise<TestRedis> {
  const given = process.env.TEST_REDIS_URL;
  return given ? { url: given, close: async () => undefined } : startOwn();
}

/** A server of the caller's own that keeps its data, so that it can be killed and started again. */
export async function startPersistentRedis(): Promise<TestRedis & { restart(): Promise<void> }> {
  return startOwn(['--appendonly', 'yes', '--appendfsync', 'always']);
}

async function startOwn(persistence = ['--appendonly', 'no']): Promise<TestRedis & { restart(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'variorum-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const start = (): ChildProcess =>
    spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...persistence], {
      stdio: 'ignore',
    });
  let server = start();
  await answers(url);
  return {
    url,
    async restart() {
      await stop(server, 'SIGKILL');
      server = start();
      await answers(url);
    },
    async close() {
      await stop(server, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The client tries again until the server is up. */
async function answers(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: 500 });
  // Refused connections are told as errors, too.
  client.on('error', () => undefined);
  await client.ping();
  client.disconnect();
}

async function stop(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(server, 'exit');
  server.kill(signal);
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('A listening server has no address.');
  return address.port;
}
