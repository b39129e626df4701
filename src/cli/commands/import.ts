import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { type Client, everyNode, type FileFormat, unwrap, VariorumError } from '../../sdk/client.js';
import type { CommandContext } from '../command-context.js';
import { canDraw, type Drawer, drawerFor } from '../drawing.js';
import { UsageError } from '../failures.js';
import { findByName } from '../find-by-name.js';
import { formatCount } from '../quantities.js';
import { withClient } from '../server-connection.js';
import { type Terminal, writeLine } from '../terminal.js';
import { fetchTelling } from '../upload-progress.js';

interface ImportOptions {
  dataset: string;
  format?: 'jsonl' | 'csv';
  replace?: boolean;
  idColumn?: string;
  inputColumn?: string[];
  expectedColumn?: string;
  metadataColumn?: string[];
  json?: boolean;
}

const formats: Record<string, FileFormat> = { jsonl: 'JSONL', ndjson: 'JSONL', csv: 'CSV' };
const collect = (value: string, before: string[] = []): string[] => [...before, value];

export function addImportCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('import')
    .description('makes the next version of a dataset from a file: all of it or nothing')
    .argument('<file>', 'JSONL with {externalId, input, expectedOutput?, metadata?} a line, or CSV with a header')
    .requiredOption('--dataset <name or id>', 'the dataset; a new name makes a new one')
    .addOption(new Option('--format <format>', 'by the file’s ending where it is not given').choices(['jsonl', 'csv']))
    .option('--replace', 'the version has exactly the items of the file; else they are added to those before')
    .option('--id-column <name>', 'CSV: the column of the items’ names')
    .option('--input-column <name>', 'CSV: a column of the input; may be given several times', collect)
    .option('--expected-column <name>', 'CSV: the column of the right answers')
    .option('--metadata-column <name>', 'CSV: a column of the metadata; may be given several times', collect)
    .option('--json', 'print the version as JSON')
    .action(async (path: string, options: ImportOptions) => {
      const format = formatOf(path, options);
      const csv = columnsOf(options, format);
      const file = await openFile(path);
      const progress = new UploadProgress(terminal, basename(path), file.size);
      const importInto = async (client: Client): Promise<void> => {
        const { dataset, isNew } = await findOrCreate(client, options.dataset);
        const input = { datasetId: dataset.id, format, file, replace: options.replace ?? false, csv };
        const version = await client
          .importDatasetVersion({ input })
          .then(unwrap)
          .catch(async (error: unknown) => {
            progress.end();
            if (isNew) await takeBack(client, dataset.id);
            throw inFile(error, path);
          });
        progress.end();
        if (options.json) return writeLine(terminal.out, JSON.stringify({ dataset, version }, null, 2));
        writeLine(
          terminal.out,
          `"${dataset.name}" (${dataset.id}) has version ${version.number} now, of ${formatCount(version.itemCount)} items: ${version.id}`,
        );
      };
      await withClient(terminal, importInto, { fetch: fetchTelling((bytes) => progress.tell(bytes)) });
    });
}

function formatOf(path: string, { format }: ImportOptions): FileFormat {
  const found = formats[format ?? path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
  if (!found)
    throw new UsageError(`${path}: the ending does not say how the file is written. Add --format jsonl or --format csv.`);
  return found;
}

async function openFile(path: string): Promise<Blob> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new UsageError(`${path}: there is no such file.`);
  return openAsBlob(path).catch(() => {
    throw new UsageError(`${path}: the file can't be read.`);
  });
}

function columnsOf({ idColumn, inputColumn, expectedColumn, metadataColumn }: ImportOptions, format: FileFormat) {
  const columns = { externalId: idColumn, input: inputColumn, expectedOutput: expectedColumn, metadata: metadataColumn };
  if (Object.values(columns).every((column) => column === undefined)) return undefined;
  if (format !== 'CSV') throw new UsageError('Columns are for CSV files; a line of a JSONL file names its fields itself.');
  return columns;
}

async function findOrCreate(
  client: Client,
  nameOrId: string,
): Promise<{ dataset: { id: string; name: string }; isNew: boolean }> {
  if (/^dst_[0-9a-z]{26}$/.test(nameOrId)) return { dataset: unwrap(await client.dataset({ id: nameOrId })), isNew: false };
  const known = await findByName(
    everyNode((after) => client.datasets({ first: 200, after })),
    nameOrId,
  );
  if (known) return { dataset: known, isNew: false };
  return { dataset: unwrap(await client.createDataset({ input: { name: nameOrId } })), isNew: true };
}

/** Nothing half-made stays: a new dataset goes when it got no version. A key that may not delete leaves it empty. */
async function takeBack(client: Client, id: string): Promise<void> {
  await client.deleteDataset({ id }).catch(() => null);
}

/** The error with the place in the file that editors jump to. */
function inFile(error: unknown, path: string): unknown {
  if (!(error instanceof VariorumError) || error.line === null) return error;
  return new VariorumError(`${path}:${error.line}: ${error.message}`, error.code, { cause: error });
}

/** How much of a file has been sent, where a person looks. */
class UploadProgress {
  private readonly draw: Drawer | null;

  constructor(
    { err: output, environment }: Terminal,
    private readonly name: string,
    private readonly size: number,
  ) {
    this.draw = canDraw(output, environment) ? drawerFor(output) : null;
  }

  tell(bytes: number): void {
    const percent = Math.min(100, Math.floor((100 * bytes) / Math.max(1, this.size)));
    this.draw?.(percent < 100 ? `${this.name}: ${percent} % sent` : `${this.name}: sent; the server makes the version …`);
  }

  end(): void {
    this.draw?.clear();
    this.draw?.done();
  }
}
