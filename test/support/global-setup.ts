import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/database/embedded-server.js';
import { applyMigrations } from '../../src/database/migrations.js';
import { chromiumPath } from './chromium.js';
import { enterableFolder } from './folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The test run's PostgreSQL server, as the address of its `postgres` database. */
    databaseServer: string;
    /** The folder that the dashboard was built to; empty where no test is to open it. */
    dashboard: string;
  }
}

/** Runs a program of the project's dependencies, which says itself what is wrong where it fails. */
async function run(args: string[], environment: NodeJS.ProcessEnv = {}): Promise<void> {
  const program = spawn('npx', args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  const [code] = await once(program, 'exit');
  if (code !== 0) throw new Error(`"npx ${args.join(' ')}" failed.`);
}

/** Building takes seconds, which a run of files alone that open no browser need not wait for. */
function opensDashboard(): boolean {
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-') && argument !== 'run');
  const opensNoBrowser = (file: string): boolean =>
    file.endsWith('.test.ts') && existsSync(file) && !readFileSync(file, 'utf8').includes('describeInBrowser');
  return chromiumPath !== null && (named.length === 0 || !named.every(opensNoBrowser));
}

/** One PostgreSQL server for the whole test run; its database `variorum` is the template that tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await enterableFolder();
  const dashboard = opensDashboard() ? join(folder, 'dashboard') : '';
  const [server] = await Promise.all([
    startDatabaseServer(folder),
    // Tests that start the product's own processes start what is built.
    run(['tsc', '-p', 'tsconfig.build.json']),
    dashboard === '' ? null : buildDashboard(dashboard),
  ]);
  project.provide('dashboard', dashboard);
  project.provide('databaseServer', throughSocket(server.url, folder).replace(/\/variorum$/, '/postgres'));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function startDatabaseServer(folder: string): Promise<EmbeddedServer> {
  // Durability costs time and is of no use to a server that is thrown away, except to measure what it costs.
  const fleeting = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await startEmbeddedServer(folder, {
    settings: {
      ...(process.env.BENCH_FSYNC === 'on' ? {} : fleeting),
      max_connections: '400',
      unix_socket_directories: process.platform === 'win32' ? '' : folder,
    },
  });
  await applyMigrations(server.url);
  return server;
}

/** The server's address by its socket of Unix, which costs the tests a tenth less time than TCP; Windows has none that Node knows. */
function throughSocket(url: string, folder: string): string {
  return process.platform === 'win32' ? url : url.replace('127.0.0.1', encodeURIComponent(folder));
}

async function buildDashboard(folder: string): Promise<void> {
  // Otherwise React would be the build for its developers, as Vitest says that this is a test.
  await run(['vite', 'build', 'src/dashboard', '--outDir', folder, '--logLevel', 'warn'], { NODE_ENV: 'production' });
}
