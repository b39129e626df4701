import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { addCompareCommand } from './commands/compare.js';
import { addDatasetsCommand } from './commands/datasets.js';
import { addDemoCommand } from './commands/demo.js';
import { addExperimentsCommand } from './commands/experiments.js';
import { addExportCommand } from './commands/export.js';
import { addImportCommand } from './commands/import.js';
import { addKeysCommand } from './commands/keys.js';
import { addRunCommand } from './commands/run.js';
import { addShareCommand } from './commands/share.js';
import { addProcessCommands } from './commands/start.js';
import { describeFailure } from './failures.js';
import { packageRoot } from '../package-root.js';
import type { Processes } from './running-process.js';
import { processTerminal, type Terminal, writeLine } from './terminal.js';

export type { Processes, RunningProcess } from './running-process.js';

/**
 * The command `variorum`. Its `parseAsync` does not throw: whatever goes wrong is told in a line or two, and in the exit
 * code, 1 when it did not work and 2 when it was called wrongly; a gate says 1 when it is closed, and 2 for all else.
 */
export function createProgram(processes: Processes, terminal: Terminal = processTerminal): Command {
  const context: CommandContext = { processes, terminal };
  const program = new Program(terminal)
    .name('variorum')
    .description('Runs the same items through every variant of an AI pipeline, live, and shows how they differ.')
    .version(readVersion())
    .configureOutput({ writeOut: (text) => terminal.out.write(text), writeErr: (text) => terminal.err.write(text) })
    .exitOverride();
  addProcessCommands(program, context);
  addDemoCommand(program, context);
  addImportCommand(program, context);
  addRunCommand(program, context);
  addCompareCommand(program, context);
  addExportCommand(program, context);
  addExperimentsCommand(program, context);
  addDatasetsCommand(program, context);
  addKeysCommand(program, context);
  addShareCommand(program, context);
  return program.addHelpText(
    'after',
    '\nEnvironment of all commands but start, serve, worker and demo:\n' +
      '  VARIORUM_URL      where the server is (http://127.0.0.1:4000)\n' +
      '  VARIORUM_API_KEY  a key of it',
  );
}

class Program extends Command {
  constructor(private readonly terminal: Terminal) {
    super();
  }

  override async parseAsync(...given: Parameters<Command['parseAsync']>): Promise<this> {
    try {
      await super.parseAsync(...given);
    } catch (error) {
      const { lines, exitCode } = describeFailure(error);
      writeLine(this.terminal.err, ...lines);
      this.terminal.setExitCode(exitCode);
    }
    return this;
  }
}

function readVersion(): string {
  return JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')).version;
}
