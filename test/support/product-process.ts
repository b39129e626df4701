import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** A process of the product, as a deployment runs it. */
export interface ProductProcess {
  /** Ends it without giving it a moment, as the kernel does when memory is short. */
  kill(): Promise<void>;
  /** Asks it to stop, and gives its exit code. */
  stop(): Promise<number | null>;
  /** Resolves once it has ended, whoever ended it. */
  ended: Promise<void>;
  /** How much memory it holds. Told by Linux alone. */
  residentMegabytes(): Promise<number>;
}

/** Prisma's compiler of queries is of WebAssembly. To have it fast as well as ready is a third of what a process costs at its start. */
const flags = ['--liftoff-only'];

/**
 * Starts `variorum serve` or `variorum worker`; resolves at once. What it logs as fatal goes to this process's own.
 *
 * @param options of the command, such as `--functions`.
 */
export function startProduct(
  command: 'serve' | 'worker',
  environment: Record<string, string>,
  options: readonly string[] = [],
): ProductProcess {
  const child = spawn(process.execPath, [...flags, main, command, ...options], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'fatal', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    stop: () => end(child, 'SIGTERM'),
    ended: once(child, 'exit').then(() => undefined),
    residentMegabytes: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024);
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}

/** Resolves once the API at this address answers queries. */
export function untilReady(url: string): Promise<void> {
  return until(() =>
    fetch(`${url}/ready`).then(
      (response) => response.ok,
      () => false,
    ),
  );
}
