import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import type { InvocableFunction } from '../../functions/define-function.js';
import { loadFunctions } from '../../functions/load-functions.js';
import { FunctionCatalog } from '../../functions/worker/function-catalog.js';
import { UsageError } from '../failures.js';
import { tellFirstKey } from '../first-key.js';
import type { RunningProcess } from '../running-process.js';
import { StopSignals } from '../stop-signals.js';
import { type Output, type Terminal, writeLine } from '../terminal.js';

/** `start`, `serve` and `worker`: what runs until it is stopped. */
export function addProcessCommands(program: Command, { processes, terminal }: CommandContext): void {
  program
    .command('start')
    .description('serves the API and works on runs, in one process; with a database of its own unless DATABASE_URL names one')
    .option(...functionsOption)
    .action(async ({ functions }: FunctionsGiven) => {
      const given = await readFunctions(functions);
      await runUntilStopped(
        () => processes.start({ api: true, worker: true, logLevel: 'warn', functions: given }),
        (running) => tellStart(terminal.out, running, given),
      );
    });
  program
    .command('serve')
    .description('serves the API alone')
    .action(async () => {
      await runUntilStopped(
        () => processes.start({ api: true, worker: false }),
        (running) => tellPart(terminal, running, null),
      );
    });
  program
    .command('worker')
    .description('works on runs alone, and on those of functions; any number of workers share the work')
    .option(...functionsOption)
    .action(async ({ functions }: FunctionsGiven) => {
      const given = await readFunctions(functions);
      await runUntilStopped(
        () => processes.start({ api: false, worker: true, functions: given }),
        (running) => tellPart(terminal, running, given),
      );
    });
}

interface FunctionsGiven {
  functions?: string;
}

const functionsOption = ['--functions <module>', 'works on the runs of the functions that the module exports, too'] as const;

type Functions = readonly InvocableFunction[] | null;

/** @throws UsageError that says what is wrong with the module. */
async function readFunctions(path: string | undefined): Promise<Functions> {
  if (path === undefined) return null;
  try {
    return FunctionCatalog.of(await loadFunctions(path)).functions;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function runUntilStopped(
  start: () => Promise<RunningProcess>,
  tell: (running: RunningProcess) => void | Promise<void>,
): Promise<void> {
  using signals = new StopSignals();
  const running = await start();
  try {
    await tell(running);
    await signals.stopped;
  } finally {
    await running.stop();
  }
}

async function tellStart(output: Output, running: RunningProcess, functions: Functions): Promise<void> {
  writeLine(output, `Variorum listens at ${running.url}, GraphQL at ${running.url}/graphql.`);
  tellFunctions(output, functions);
  tellFirstKey(output, running);
  const link = await running.signInLink();
  if (link !== null) writeLine(output, '', 'The dashboard, by a link that works once within ten minutes:', `  ${link}`);
  writeLine(output, '', 'Ctrl-C stops it.');
}

/** Says what a part does and where, and the first key, on standard output or beside the log; people at a terminal hear of Ctrl-C. */
function tellPart({ out, err }: Terminal, running: RunningProcess, functions: Functions): void {
  writeLine(out, running.url === null ? 'Working on runs.' : `Variorum listens at ${running.url}.`);
  tellFunctions(out, functions);
  // Parts that are to work together have to name one database.
  if (running.dataDirectory !== null)
    writeLine(out, `The database is in ${resolve(running.dataDirectory)}; DATABASE_URL would name another.`);
  if (out.isTTY) writeLine(out, 'Ctrl-C stops it.');
  tellFirstKey(out.isTTY ? out : err, running);
}

function tellFunctions(output: Output, functions: Functions): void {
  if (functions === null) return;
  const names = functions.map(({ definition: { app, externalId } }) => `${app}/${externalId}`);
  writeLine(output, `Working on the functions ${names.join(', ')}.`);
}
