import { type Command, InvalidArgumentError } from 'commander';
import { type ShareLinkFieldsFragment, unwrap } from '../../sdk/client.js';
import type { CommandContext } from '../command-context.js';
import { printList, textColumn } from '../list.js';
import { readServer, withClient } from '../server-connection.js';
import { writeLine } from '../terminal.js';

type ShareLink = ShareLinkFieldsFragment;

const columns = [
  textColumn<ShareLink>('id', ({ id }) => id),
  textColumn<ShareLink>('name', ({ name }) => name),
  textColumn<ShareLink>('status', ({ status }) => status.toLowerCase()),
  textColumn<ShareLink>('created', ({ createdAt }) => minuteOf(createdAt)),
  textColumn<ShareLink>('expires', ({ expiresAt }) => minuteOf(expiresAt)),
  textColumn<ShareLink>('revoked', ({ revokedAt }) => (revokedAt === null ? '' : minuteOf(revokedAt))),
];

interface CreateOptions {
  name?: string;
  expiresIn: number;
  json?: boolean;
}

export function addShareCommand(program: Command, { terminal }: CommandContext): void {
  const share = program.command('share').description('links that open one experiment for reading: create, list, revoke');
  share
    .command('create')
    .description('makes a link and prints it, this once (editors only)')
    .argument('<experiment>', 'the experiment’s id, such as exp_01…')
    .option('--name <text>', 'whom or what it is for; the name of the experiment where nothing is given')
    .option('--expires-in <time>', 'how long it opens anything: hours or days, such as 12h or 7d', readHours, 7 * 24)
    .option('--json', 'print JSON')
    .action(async (experimentId: string, { name, expiresIn, json }: CreateOptions) => {
      await withClient(terminal, async (client) => {
        const made = unwrap(await client.createShareLink({ input: { experimentId, name, expiresInHours: expiresIn } }));
        const url = new URL(made.path, readServer(terminal).url).href;
        if (json) return writeLine(terminal.out, JSON.stringify({ ...made, url }, null, 2));
        const { id, expiresAt } = made.shareLink;
        writeLine(terminal.err, `Made ${id}, which expires on ${minuteOf(expiresAt)}. The link is shown this once:`);
        writeLine(terminal.out, url);
      });
    });
  share
    .command('list')
    .description('lists the links to an experiment, the newest first (editors only)')
    .argument('<experiment>', 'the experiment’s id, such as exp_01…')
    .option('--json', 'print JSON')
    .action(async (experimentId: string, { json }: { json?: boolean }) => {
      await withClient(terminal, async (client) => {
        const experiment = await client.shareLinks({ experimentId });
        if (!experiment)
          throw new Error(`There is no experiment ${experimentId}. \`variorum experiments\` lists those there are.`);
        await printList(terminal, experiment.shareLinks, { columns, json, empty: 'The experiment is not shared.' });
      });
    });
  share
    .command('revoke')
    .description('makes a link useless for good (editors only)')
    .argument('<id>', 'the link’s id, such as shl_01…; `variorum share list` shows them')
    .option('--json', 'print JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      await withClient(terminal, async (client) => {
        const revoked = unwrap(await client.revokeShareLink({ id }));
        writeLine(terminal.out, json ? JSON.stringify(revoked, null, 2) : `Revoked "${revoked.name}" (${id}).`);
      });
    });
}

/** @throws InvalidArgumentError for what is not a number of hours or days. */
function readHours(text: string): number {
  const [, number, unit] = /^(\d{1,6})([hd])$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('Give hours or days, such as 12h or 7d.');
  return Number(number) * (unit === 'd' ? 24 : 1);
}

/** The minute of a moment in RFC 3339, in UTC. */
function minuteOf(moment: string): string {
  return `${moment.slice(0, 10)} ${moment.slice(11, 16)}Z`;
}
