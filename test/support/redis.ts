import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A Redis server of a test's own, which keeps its data over a restart. */
export interface TestRedis {
  url: string;
  /** Throws away all that it holds. */
  flush(): Promise<void>;
  /** Kills it and starts it again with its data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Whether a test can start a Redis server. */
export const redisIsAvailable = spawnSync('redis-server', ['--version']).status === 0;

if (!redisIsAvailable) console.warn('Tests on Redis are skipped: no redis-server is installed.');

export async function startTestRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'variorum-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes', appendfsync: 'always' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const start = (): ChildProcess => spawn('redis-server', args, { stdio: 'ignore' });
  let server = start();
  await answers(url);
  return {
    url,
    async flush() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
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
