import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addImportCommand } from '../../src/cli/commands/import.js';
import type { CommandContext } from '../../src/cli/command-context.js';
import { type ImportDatasetVersionInput, importDatasetVersion } from '../../src/domain/datasets/import.js';
import { failureCodes } from '../../src/failures.js';
import type { Scope } from '../../src/domain/scope.js';
import { datasetOf, fileOf, itemsIn } from '../domain/datasets/support.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';
import { blockIn, blocksIn, codeIn, section, tableRows } from './pages.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

async function imported(input: Pick<ImportDatasetVersionInput, 'format' | 'csv'> & { text: string }) {
  const { id: datasetId } = await datasetOf(scope);
  const { text, ...rest } = input;
  return itemsIn(scope, expectValue(await importDatasetVersion(scope, { datasetId, file: fileOf(text), ...rest })));
}

test('the lines of JSONL in the page are items', async () => {
  const items = await imported({ format: 'JSONL', text: blockIn('jsonl', 'items').text });
  expect(items.map(({ externalId }) => externalId)).toEqual(['q1', 'q2']);
});

test('the CSV file of the page, with its columns, has the items that the page says', async () => {
  const csv = JSON.parse(blockIn('json', 'csv-columns').text);
  const items = await imported({ format: 'CSV', csv, text: blockIn('csv', '').text });
  const shown = items.map(({ externalId, input, expectedOutput, metadata }) => ({ externalId, input, expectedOutput, metadata }));
  expect(shown).toEqual(JSON.parse(blockIn('json', 'csv-items').text));
});

test('the commands and options in the page are those of the command line', () => {
  const program = new Command();
  // Nothing is run, so nothing is asked of the context.
  addImportCommand(program, {} as CommandContext);
  const options = program.commands.flatMap((command) => command.options.map(({ long }) => long));
  const columns = tableRows(section('datasets.md', 'Import from a file'), 'what').map(([, option = '']) => codeIn(option)[0]);
  const used = blocksIn('sh', '').flatMap(({ text }) => text.match(/--[a-z-]+/g) ?? []);
  expect(options).toEqual(expect.arrayContaining([...columns, ...used]));
  for (const { text } of blocksIn('sh', ''))
    for (const line of text.trim().split('\n')) expect(line).toMatch(/^variorum import /);
});

test('the error codes in the page are those of the API', () => {
  const codes = tableRows(section('datasets.md', 'Limits and errors'), 'code').flatMap(([code = '']) => codeIn(code));
  expect(failureCodes).toEqual(expect.arrayContaining(codes));
});
