import { type Command, InvalidArgumentError } from 'commander';
import { unwrap } from '../../sdk/client.js';
import type { CommandContext } from '../command-context.js';
import { createProgressView } from '../progress/progress-view.js';
import { watchRuns } from '../progress/watch-runs.js';
import { formatRunSummary } from '../run-summary.js';
import { describeSensitivity } from '../sensitivity.js';
import { withClient } from '../server-connection.js';
import { colorsFor, writeLine } from '../terminal.js';

interface RunOptions {
  variant?: string;
  trials: number;
  concurrency?: number;
  key?: string;
  json?: boolean;
}

export function addRunCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('run')
    .description('runs an experiment, shows how it goes, and sums it up; fails when a run does')
    .argument('<experimentId>', 'the experiment, such as exp_01…; `variorum experiments` lists them')
    .option('--variant <id>', 'this variant alone')
    .option('--trials <n>', 'how often every item is run', positive, 1)
    .option('--concurrency <n>', 'how many items of each run may be under way at once', positive)
    .option('--key <text>', 'idempotency key: once more with it follows the runs of the first time')
    .option('--json', 'print the runs as JSON')
    .action(async (experimentId: string, { variant, trials, concurrency, key, json }: RunOptions) => {
      await withClient(terminal, async (client) => {
        const experiment = await client.sensitivity({ experimentId, trials });
        if (experiment?.sensitivity) writeLine(terminal.err, describeSensitivity(experiment.sensitivity));
        const input = { experimentId, variantId: variant, trials, concurrency, idempotencyKey: key };
        const { runs } = unwrap(await client.startRuns({ input }));
        const ended = await watchRuns(client, runs, createProgressView(terminal.err, terminal.environment));
        if (json) writeLine(terminal.out, JSON.stringify(ended, null, 2));
        else writeLine(terminal.out, '', formatRunSummary(ended, colorsFor(terminal.out)));
        if (ended.some(({ status }) => status !== 'COMPLETED')) terminal.setExitCode(1);
      });
    });
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return Number(text);
}
