import type { Command } from 'commander';
import { type Client, createClient, everyNode, unwrap } from '../../sdk/client.js';
import type { CommandContext } from '../command-context.js';
import { tellFirstKey } from '../first-key.js';
import { readComparison } from '../compare/read-comparison.js';
import { describeLead, describeLevel, leadOf } from '../leader.js';
import { createProgressView } from '../progress/progress-view.js';
import { watchRuns } from '../progress/watch-runs.js';
import { formatCount } from '../quantities.js';
import { formatRunSummary, type RunState } from '../run-summary.js';
import { prepareSampleExperiment } from '../sample-experiment.js';
import { StopSignals } from '../stop-signals.js';
import { colorsFor, type Terminal, writeLine } from '../terminal.js';

export function addDemoCommand(program: Command, { processes, terminal }: CommandContext): void {
  program
    .command('demo')
    .description('runs the sample experiment from start to end, with nothing set up before')
    .action(async () => {
      using signals = new StopSignals();
      writeLine(terminal.out, 'Starting the database, the API and a worker …');
      const running = await processes.start({ api: true, worker: true, port: 0, logLevel: 'warn' });
      try {
        if (running.url === null) throw new Error('The API has no address.');
        const client = createClient({ url: running.url, apiKey: await running.localKey() });
        try {
          await signals.during(runSample(client, terminal));
        } finally {
          await client.close();
        }
        tellMore(terminal);
      } finally {
        tellFirstKey(terminal.out, running);
        await running.stop();
      }
    });
}

async function runSample(client: Client, terminal: Terminal): Promise<void> {
  const { out, environment } = terminal;
  const { bold } = colorsFor(out);
  const { id, name, datasetVersion, variants } = await prepareSampleExperiment(client);
  const items = formatCount(datasetVersion?.itemCount ?? 0);
  writeLine(
    out,
    '',
    bold(name),
    `Reads ${items} invoices in ${variants.length} ways, without any model: what a model has to beat.`,
    '',
  );

  const { runs } = unwrap(await client.startRuns({ input: { experimentId: id } }));
  const ended = await watchRuns(client, runs, createProgressView(out, environment));
  writeLine(out, '', formatRunSummary(ended, colorsFor(out)));
  const lead = await describeBest(client, ended);
  if (lead !== null) writeLine(out, '', lead);
  writeLine(out, '', await describeHistory(client, id, ended.length));
  if (ended.some(({ status }) => status !== 'COMPLETED')) terminal.setExitCode(1);
}

async function describeBest(client: Client, runs: readonly RunState[]): Promise<string | null> {
  const lead = leadOf(runs);
  if (lead === null) return null;
  if (lead.kind === 'level') return describeLevel(lead.runs);
  const { first, second } = lead;
  const compared = await readComparison(client, { runId: first.id, baselineRunId: second.id, threshold: undefined });
  return compared.kind === 'compared' ? describeLead(lead, compared.report) : null;
}

async function describeHistory(client: Client, id: string, added: number): Promise<string> {
  const pages = everyNode(async (after) => unwrap(await client.experimentRuns({ id, first: 200, after })).runs);
  let count = 0;
  for await (const _ of pages) count += 1;
  const before = count - added;
  return `The experiment has ${formatCount(count)} runs now${before > 0 ? `: ${formatCount(added)} new, ${formatCount(before)} kept from before` : ''}.`;
}

function tellMore({ out }: Terminal): void {
  const { bold } = colorsFor(out);
  writeLine(
    out,
    '',
    'To look further:',
    `  ${bold('npm start')}      keeps it running, and prints a link that signs you in to the dashboard, once`,
    `  ${bold('npm run demo')}   runs the variants again, beside these runs`,
    '  README.md      shows how to make an experiment of your own, in GraphQL',
  );
}
