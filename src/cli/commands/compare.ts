import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Client } from '../../sdk/client.js';
import { unwrap } from '../../sdk/client.js';
import type { CommandContext } from '../command-context.js';
import type { Comparison } from '../compare/comparison-report.js';
import { type FailOn, failOns, type GateResult, judge } from '../compare/gate.js';
import { formatJson } from '../compare/json.js';
import { formatJunit } from '../compare/junit.js';
import { formatMarkdown } from '../compare/markdown.js';
import { readComparison } from '../compare/read-comparison.js';
import { formatText } from '../compare/text.js';
import { CouldNotJudge, UsageError } from '../failures.js';
import { createProgressView } from '../progress/progress-view.js';
import { watchRuns } from '../progress/watch-runs.js';
import { withClient } from '../server-connection.js';
import { type Colors, colorsFor, type Terminal, writeLine } from '../terminal.js';

const formats = ['table', 'markdown', 'json', 'junit'] as const;
type Format = (typeof formats)[number];

interface CompareOptions {
  baseline?: string;
  threshold?: number;
  failOn: FailOn;
  maxRegressed?: number;
  format: Format;
  wait?: boolean;
}

export function addCompareCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('compare')
    .description('compares a run with its baseline; exits with 1 when it is worse, and with 2 when that could not be found out')
    .argument('<runId>', 'the run, such as run_01…')
    .option('--baseline <runId>', 'what it is compared with; its variant’s baseline or the run before where it is not given')
    .option('--threshold <score>', 'differences of a score up to this one count as none (0.05)', score)
    .addOption(new Option('--fail-on <verdict>', 'the verdict that fails').choices(failOns).default('regressed'))
    .option('--max-regressed <n>', 'fail also when more items than this regressed', count)
    .addOption(new Option('--format <format>', 'how it is told').choices(formats).default('table'))
    .option('--wait', 'wait for the end of a run that goes on')
    .action(async (runId: string, options: CompareOptions) => {
      await withClient(terminal, (client) => compare(client, terminal, runId, options)).catch((cause: unknown) => {
        throw new CouldNotJudge(cause);
      });
    });
}

async function compare(client: Client, terminal: Terminal, runId: string, options: CompareOptions): Promise<void> {
  const { baseline: baselineRunId, threshold, failOn, maxRegressed = null, format, wait = false } = options;
  if (wait)
    await watchRuns(client, [unwrap(await client.run({ id: runId }))], createProgressView(terminal.err, terminal.environment));
  const comparison = await readComparison(client, { runId, baselineRunId, threshold });
  if (comparison.kind === 'active') throw new UsageError(`${runId} is ${comparison.status}. Add --wait to wait for its end.`);
  const gate = judge(comparison, { failOn, maxRegressed });
  writeLine(terminal.out, formatAs(format, comparison, gate, colorsFor(terminal.out)));
  if (gate.outcome !== 'passed') terminal.setExitCode(gate.outcome === 'undecided' ? 2 : 1);
}

function formatAs(format: Format, comparison: Comparison, gate: GateResult, colors: Colors): string {
  switch (format) {
    case 'table':
      return formatText(comparison, gate, colors);
    case 'markdown':
      return formatMarkdown(comparison, gate);
    case 'json':
      return formatJson(comparison, gate);
    case 'junit':
      return formatJunit(comparison, gate);
  }
}

function score(text: string): number {
  if (!/^(0?\.\d+|0|1|1\.0+|0\.)$/.test(text)) throw new InvalidArgumentError('Give a number from 0 to 1, such as 0.05.');
  return Number(text);
}

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0 on.');
  return Number(text);
}
