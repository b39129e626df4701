import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { startEmbeddedServer } from '../../src/database/embedded-server.js';
import { applyMigrations } from '../../src/database/migrations.js';
import { enterableFolder } from './folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The test run's PostgreSQL server, as the address of its `postgres` database. */
    databaseServer: string;
  }
}

/** One PostgreSQL server for the whole test run; its database `variorum` is the template that tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Tests that start the product's own processes start what is built.
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  const folder = await enterableFolder();
  // Durability costs time and is of no use to a server that is thrown away, except to measure what it costs.
  const fleeting = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await startEmbeddedServer(folder, {
    settings: { ...(process.env.BENCH_FSYNC === 'on' ? {} : fleeting), max_connections: '400' },
  });
  await applyMigrations(server.url);
  project.provide('databaseServer', server.url.replace(/\/variorum$/, '/postgres'));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
