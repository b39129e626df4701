import type { Command } from 'commander';
import { type ExperimentsQuery, everyNode } from '../../sdk/client.js';
import type { CommandContext } from '../command-context.js';
import { numberColumn, printList, textColumn } from '../list.js';
import { formatCount, none } from '../quantities.js';
import { withClient } from '../server-connection.js';

type Experiment = ExperimentsQuery['experiments']['edges'][number]['node'];

const columns = [
  textColumn<Experiment>('id', ({ id }) => id),
  textColumn<Experiment>('name', ({ name }) => name),
  textColumn<Experiment>('type', ({ type }) => type),
  textColumn<Experiment>('status', ({ status }) => status),
  textColumn<Experiment>('stage', ({ stage }) => stage),
  numberColumn<Experiment>('variants', ({ variants }) => formatCount(variants.length)),
  textColumn<Experiment>('dataset', ({ datasetVersion }) =>
    datasetVersion ? `${datasetVersion.dataset.name} (version ${datasetVersion.number})` : none,
  ),
];

export function addExperimentsCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('experiments')
    .description('lists the experiments, the newest first')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      await withClient(terminal, async (client) => {
        const experiments = everyNode((after) => client.experiments({ after }));
        await printList(terminal, experiments, {
          columns,
          json,
          empty: 'There are no experiments yet. The README shows how to make one.',
        });
      });
    });
}
