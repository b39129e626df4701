import { type Command, Option } from 'commander';
import { type ApiKeyFieldsFragment, type Role, unwrap } from '../../sdk/client.js';
import type { CommandContext } from '../command-context.js';
import { printList, textColumn } from '../list.js';
import { withClient } from '../server-connection.js';
import { writeLine } from '../terminal.js';

type ApiKey = ApiKeyFieldsFragment;

const columns = [
  textColumn<ApiKey>('id', ({ id }) => id),
  textColumn<ApiKey>('name', ({ name }) => name),
  textColumn<ApiKey>('role', ({ role }) => role.toLowerCase()),
  textColumn<ApiKey>('begins with', ({ hint }) => hint),
  textColumn<ApiKey>('created', ({ createdAt }) => dayOf(createdAt)),
  textColumn<ApiKey>('revoked', ({ revokedAt }) => (revokedAt === null ? '' : dayOf(revokedAt))),
];

const roles: Record<string, Role> = { viewer: 'VIEWER', editor: 'EDITOR', admin: 'ADMIN' };

export function addKeysCommand(program: Command, { terminal }: CommandContext): void {
  const keys = program.command('keys').description('API keys: create, list, revoke');
  keys
    .command('create')
    .description('makes a key and prints it, this once (admins only)')
    .requiredOption('--name <text>', 'what the key is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(Object.keys(roles)).default('editor'))
    .option('--json', 'print JSON')
    .action(async ({ name, role, json }: { name: string; role: string; json?: boolean }) => {
      await withClient(terminal, async (client) => {
        const created = unwrap(await client.createApiKey({ input: { name, role: roles[role] ?? 'EDITOR' } }));
        if (json) return writeLine(terminal.out, JSON.stringify(created, null, 2));
        writeLine(terminal.err, `Made ${created.apiKey.id} (${role}). The key is shown this once:`);
        writeLine(terminal.out, created.key);
      });
    });
  keys
    .command('list')
    .description('lists the keys, the oldest first')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      await withClient(terminal, async (client) => {
        await printList(terminal, await client.apiKeys(), { columns, json, empty: 'There are no keys.' });
      });
    });
  keys
    .command('revoke')
    .description('makes a key useless for good (admins only)')
    .argument('<id>', 'the key’s id, such as key_01…; `variorum keys list` shows them')
    .action(async (id: string) => {
      await withClient(terminal, async (client) => {
        const { name } = unwrap(await client.revokeApiKey({ id }));
        writeLine(terminal.out, `Revoked "${name}" (${id}).`);
      });
    });
}

/** The day of a moment in RFC 3339. */
function dayOf(moment: string): string {
  return moment.slice(0, 10);
}
