import type { Command } from 'commander';
import { type DatasetFieldsFragment, everyNode } from '../../sdk/client.js';
import type { CommandContext } from '../command-context.js';
import { numberColumn, printList, textColumn } from '../list.js';
import { formatCount, none } from '../quantities.js';
import { withClient } from '../server-connection.js';

type Dataset = DatasetFieldsFragment;

const columns = [
  textColumn<Dataset>('id', ({ id }) => id),
  textColumn<Dataset>('name', ({ name }) => name),
  numberColumn<Dataset>('version', ({ latestVersion }) => (latestVersion ? formatCount(latestVersion.number) : none)),
  numberColumn<Dataset>('items', ({ latestVersion }) => formatCount(latestVersion?.itemCount ?? 0)),
];

export function addDatasetsCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('datasets')
    .description('lists the datasets, the newest first')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      await withClient(terminal, async (client) => {
        const datasets = everyNode((after) => client.datasets({ after }));
        await printList(terminal, datasets, {
          columns,
          json,
          empty: 'There are no datasets yet. `variorum import` makes one from a file.',
        });
      });
    });
}
