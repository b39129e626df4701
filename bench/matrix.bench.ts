import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'vitest';
import { encodeId } from '../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../test/support/database.js';
import { startProduct, untilReady } from '../test/support/product-process.js';
import { startTestServer, type TestServer } from '../test/support/server.js';
import { median } from './median.js';
import { type StoredRuns, storeRuns } from './stored-runs.js';

const variants = 10;
const sizes = [10_000, 100_000] as const;
const rounds = Number(process.env.BENCH_ROUNDS ?? 15);

/** What a page of the matrix shows. */
const firstPage = `query ($id: ID!, $runIds: [ID!]) { experiment(id: $id) { comparison(runIds: $runIds) {
  columns { run { id status } averageDurationMs averageTokens totalCost averageScore passRate fastest fewestTokens cheapest best }
  summary { rows divergentRows agreeingRows incompleteRows }
  rows(first: 50) {
    edges { node {
      place divergent hasMajority item { externalId }
      cells { state durationMs totalTokens cost score passed fastest fewestTokens cheapest outlier }
    } }
    pageInfo { hasNextPage endCursor }
  }
} } }`;

test(`the first page of a comparison of ${variants} runs, over ${sizes.join(' and ')} items`, async () => {
  const database = await createTestDatabase();
  const server = await startTestServer(database);
  const [small, large] = [
    await storeRuns(server.a.scope, sizes[0], variants),
    await storeRuns(server.a.scope, sizes[1], variants),
  ];
  await database.db.$executeRawUnsafe('VACUUM ANALYZE');
  // As a worker does when a run has ended.
  for (const runId of [...small.runIds, ...large.runIds]) await server.a.scope.vectors.keep(runId);

  await warm(server, small, large);
  const resident = Math.round(process.memoryUsage.rss() / 1024 / 1024);
  console.log(`The API, the benchmark and its client in one process, after all of it: ${resident} MB resident`);
  await cold(database, server, small, large);
  await server.close();
  await database.close();
});

/** The vectors are in memory: a subset that nobody has looked at, and one that somebody has. */
async function warm(server: TestServer, small: StoredRuns, large: StoredRuns): Promise<void> {
  for (const runs of [small, large])
    for (let times = 0; times < 10; times += 1) await ask(server.url, server.a.viewer, runs, runs.runIds);
  const rows = [];
  for (let round = 0; round < rounds; round += 1) {
    const columns = subsetOf(variants, round);
    const times: number[] = [];
    for (let look = 0; look < 2; look += 1) {
      for (const runs of [small, large]) {
        times.push(
          await ask(
            server.url,
            server.a.viewer,
            runs,
            columns.map((column) => runs.runIds[column] ?? ''),
          ),
        );
      }
    }
    const [firstSmall = 0, firstLarge = 0, againSmall = 0, againLarge = 0] = times;
    rows.push({
      runs: columns.length,
      firstSmall,
      firstLarge,
      first: firstLarge / firstSmall,
      againSmall,
      againLarge,
      again: againLarge / againSmall,
    });
  }
  console.log(
    `Warm, milliseconds: ${rounds} random subsets of the runs at ${sizes.join(' and ')} items, looked at first, and again`,
  );
  console.table(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value.toFixed(2))]))),
  );
  console.log(
    `median of ${sizes[1]} against ${sizes[0]} items: first ${median(rows.map(({ first }) => first)).toFixed(2)}, again ${median(rows.map(({ again }) => again)).toFixed(2)}`,
  );
}

/** A process that has just started: its first request is for the page. */
async function cold(database: TestDatabase, server: TestServer, small: StoredRuns, large: StoredRuns): Promise<void> {
  const times = new Map<StoredRuns, number[]>([
    [small, []],
    [large, []],
  ]);
  let resident = 0;
  for (let round = 0; round < 5; round += 1) {
    for (const [runs, took] of times) {
      const port = await freePort();
      const api = startProduct('serve', {
        DATABASE_URL: database.url,
        PORT: String(port),
        VARIORUM_SECRET: 'a secret of the benchmark',
      });
      const url = `http://127.0.0.1:${port}`;
      await untilReady(url);
      took.push(await ask(url, server.a.viewer, runs, runs.runIds));
      if (runs === large) resident = Math.max(resident, await api.residentMegabytes());
      await api.stop();
    }
  }
  const [atSmall, atLarge] = [median(times.get(small) ?? []), median(times.get(large) ?? [])];
  console.log(
    `Cold, a fresh process's first request: ${atSmall.toFixed(0)} ms at ${sizes[0]} items, ${atLarge.toFixed(0)} ms at ${sizes[1]}: ${(atLarge - atSmall).toFixed(0)} ms more; then ${resident} MB resident`,
  );
}

/** How long the page takes over HTTP, in milliseconds. */
async function ask(url: string, key: string, { experimentId }: StoredRuns, runIds: string[]): Promise<number> {
  const variables = { id: encodeId('experiment', experimentId), runIds: runIds.map((id) => encodeId('run', id)) };
  const started = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: firstPage, variables }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  const took = performance.now() - started;
  if (errors) throw new Error(JSON.stringify(errors));
  return took;
}

/** Some of the columns, another choice each round. */
function subsetOf(columns: number, round: number): number[] {
  const chosen = Array.from({ length: columns }, (_, column) => column).filter(
    (column) => ((round * 2654435761 + 977) >>> column) % 2 === 1,
  );
  return chosen.length >= 2 ? chosen : [0, (round % (columns - 1)) + 1];
}

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const address = socket.address();
  socket.close();
  await once(socket, 'close');
  if (address === null || typeof address === 'string') throw new Error('A listening socket has a port.');
  return address.port;
}
