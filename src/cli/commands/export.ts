import { type Command, Option } from 'commander';
import type { CommandContext } from '../command-context.js';
import { download } from '../download.js';

interface ExportOptions {
  format: 'csv' | 'jsonl';
  output?: string;
}

export function addExportCommand(program: Command, { terminal }: CommandContext): void {
  const exports = program.command('export').description('writes results, a comparison or a regression report as CSV or JSONL');
  const command = (name: string, description: string): Command =>
    exports
      .command(name)
      .description(description)
      .addOption(new Option('--format <format>', 'how it is written').choices(['csv', 'jsonl']).default('csv'))
      .option('--output <file>', 'where it is written; standard output where it is not given');

  command('results', 'a row for each result of a run')
    .argument('<runId>', 'the run, such as run_01…')
    .action(async (runId: string, { format, output }: ExportOptions) => {
      await download(terminal, { path: `/exports/runs/${encodeURIComponent(runId)}/results.${format}`, output });
    });
  command('comparison', 'a row for each item, with the columns of several runs side by side')
    .argument('<experimentId>', 'the experiment, such as exp_01…')
    .option('--runs <ids>', 'the runs, with commas between them; each variant’s latest completed run where they are not given')
    .action(async (experimentId: string, { format, output, runs }: ExportOptions & { runs?: string }) => {
      const path = `/exports/experiments/${encodeURIComponent(experimentId)}/comparison.${format}`;
      await download(terminal, { path, query: { runs }, output });
    });
  command('regression', 'a row for each item of a run, beside its baseline')
    .argument('<runId>', 'the run, such as run_01…')
    .option('--baseline <runId>', 'what it is compared with; its variant’s baseline or the run before where it is not given')
    .option('--threshold <score>', 'differences up to this one count as none')
    .action(async (runId: string, options: ExportOptions & { baseline?: string; threshold?: string }) => {
      const { format, output, baseline, threshold } = options;
      const path = `/exports/runs/${encodeURIComponent(runId)}/regression.${format}`;
      await download(terminal, { path, query: { baseline, threshold }, output });
    });
}
