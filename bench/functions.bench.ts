import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/support/database.js';
import { median } from './median.js';
import { dbosWorkflowsPerSecond } from './rivals/dbos.js';
import { installRivals } from './rivals.js';
import { stores } from './stores.js';

const run = promisify(execFile);
const program = fileURLToPath(new URL('functions/two-steps-program.mjs', import.meta.url));

/** Each side runs some first, so that neither is measured while it is compiled. */
const load = { count: 1500, atOnce: 20, warmUp: 500 };
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

test(`function runs of two steps a second, ${load.atOnce} at a time, beside DBOS`, async () => {
  const rivals = await installRivals();
  const database = await createTestDatabase();
  const rows = [];
  for (let round = 0; round < rounds; round += 1) {
    const row: Record<string, number> = {};
    for (const { name, environment } of stores) row[`${name}, runs/s`] = Math.round(await ourRunsPerSecond(environment));
    if (rivals) {
      row['DBOS direct/s'] = Math.round(await dbosWorkflowsPerSecond(rivals, database.url, 'direct', load));
      row['DBOS queue/s'] = Math.round(await dbosWorkflowsPerSecond(rivals, database.url, 'queue', load));
      const fastest = Math.max(row['DBOS direct/s'], row['DBOS queue/s']);
      for (const { name } of stores) row[`${name} / DBOS`] = Number(((row[`${name}, runs/s`] ?? 0) / fastest).toFixed(2));
    }
    rows.push(row);
  }
  console.log(
    `${load.count} runs of two steps, ${load.atOnce} at a time, each side in one process; PostgreSQL with ${await durability(database)}`,
  );
  console.table(rows);
  for (const column of Object.keys(rows[0] ?? {}))
    console.log(`median, ${column}: ${median(rows.map((row) => row[column] ?? 0))}`);
  await database.close();
});

/** On a database of its own, which is dropped with all that it keeps. */
async function ourRunsPerSecond(environment: Record<string, string>): Promise<number> {
  const database = await createTestDatabase();
  try {
    const { stdout } = await run(process.execPath, [program, String(load.count), String(load.warmUp)], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: database.url,
        VARIORUM_SECRET: 'a secret for benchmarks alone',
        VARIORUM_WORKER_CONCURRENCY: String(load.atOnce),
        LOG_LEVEL: 'fatal',
        ...environment,
      },
    });
    return (JSON.parse(stdout) as { runsPerSecond: number }).runsPerSecond;
  } finally {
    await database.close();
  }
}

/** What the server does to keep what was committed, as the figures depend on it. BENCH_FSYNC=on has it do what it does by default. */
async function durability({ db }: TestDatabase): Promise<string> {
  const settings = await db.$queryRaw<{ name: string; setting: string }[]>`
    SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') ORDER BY name`;
  return settings.map(({ name, setting }) => `${name} ${setting}`).join(', ');
}
