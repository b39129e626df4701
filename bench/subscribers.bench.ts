import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { WebSocketServer } from 'ws';
import { encodeId } from '../src/ids.js';
import { createTestDatabase } from '../test/support/database.js';
import { startTestServer } from '../test/support/server.js';
import { answerAfter, instantExperiment } from './instant.js';

const subscribers = 1000;
const perSecond = 10;
const seconds = 10;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

test(`${subscribers} subscribers of one run at ${perSecond} progress events a second`, async () => {
  answerAfter(0);
  const database = await createTestDatabase();
  const server = await startTestServer(database);
  const experiment = await instantExperiment(database, 10, 1, {}, server.a.scope);
  const [run] = await experiment.start(1);
  if (!run) throw new Error('One variant gives one run.');
  const socketUrl = `${server.url.replace('http', 'ws')}/graphql`;
  const watching = await startClients([socketUrl, String(subscribers), server.a.viewer, encodeId('run', run.id)]);

  const raw = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(raw, 'listening');
  const listening = await startClients([`ws://127.0.0.1:${(raw.address() as AddressInfo).port}`, String(subscribers)]);
  // As long as what a subscriber of the run gets.
  const message = Buffer.from(`{"id":"1","type":"next","payload":{"data":{"runProgress":${'x'.repeat(150)}}}}`);

  const rows = [];
  for (let round = 0; round < rounds; round += 1) {
    const floor = await processorTime(() => {
      for (const socket of raw.clients) socket.send(message, { binary: false });
    });
    const ours = await processorTime(
      () => database.db.$executeRaw`UPDATE run SET sequence = sequence + 1 WHERE id = ${run.id}::uuid`,
    );
    rows.push({ 'raw µs/message': round1(floor), 'µs/message': round1(ours), ratio: Number((ours / floor).toFixed(2)) });
  }
  console.log(`${subscribers} subscribers of one run, ${perSecond} progress events a second; CPU of the API process`);
  console.table(rows);
  for (const clients of [watching, listening]) clients.kill();
  raw.close();
  await server.close();
  await database.close();
});

/** CPU time a message, in microseconds, of doing something so often a second to all subscribers. */
async function processorTime(tell: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  const started = performance.now();
  for (let told = 0; told < perSecond * seconds; told += 1) {
    const due = started + (told * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await tell();
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (perSecond * seconds * subscribers);
}

async function startClients(args: string[]): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('subscribers-client.js', import.meta.url));
  const clients = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(createInterface({ input: clients.stdout }), 'line');
  return clients;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
