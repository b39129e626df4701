import { type SheetFormat, sheetFormats } from '../domain/export/sheet.js';
import { NotFoundError, ValidationError } from '../failures.js';
import { decodeId, type Id, idPrefixes, type Noun } from '../ids.js';

/** What is asked for by an address under `/exports/`. */
export type ExportRequest = { format: SheetFormat } & (
  | { kind: 'results'; runId: Id<'run'> }
  | { kind: 'comparison'; experimentId: Id<'experiment'>; runIds: Id<'run'>[] | null }
  | { kind: 'regression'; runId: Id<'run'>; baselineRunId: Id<'run'> | null; threshold: number | null }
);

const addresses =
  '/exports/runs/<run id>/results.csv, /exports/runs/<run id>/regression.csv and /exports/experiments/<experiment id>/comparison.csv, or .jsonl';

/** Reads the address of an export; what was wrong with it where it is none. */
export function readExportRequest({ pathname, searchParams }: URL): ExportRequest | NotFoundError | ValidationError {
  const [, noun, id = '', kind, ending] = /^\/exports\/(\w+)\/([^/]+)\/(\w+)\.(\w+)$/.exec(pathname) ?? [];
  const format = sheetFormats.find((known) => known === ending);
  if (!format) return new NotFoundError(`There is no such export. There are ${addresses}.`);
  try {
    switch (`${noun}/${kind}`) {
      case 'runs/results':
        return { kind: 'results', format, runId: readId('run', id, 'the address') };
      case 'runs/regression':
        return {
          kind: 'regression',
          format,
          runId: readId('run', id, 'the address'),
          baselineRunId: mapGiven(searchParams.get('baseline'), (text) => readId('run', text, 'baseline')),
          threshold: mapGiven(searchParams.get('threshold'), readThreshold),
        };
      case 'experiments/comparison':
        return {
          kind: 'comparison',
          format,
          experimentId: readId('experiment', id, 'the address'),
          runIds: mapGiven(searchParams.get('runs'), (text) => text.split(',').map((part) => readId('run', part.trim(), 'runs'))),
        };
      default:
        return new NotFoundError(`There is no such export. There are ${addresses}.`);
    }
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
}

function mapGiven<T>(text: string | null, read: (text: string) => T): T | null {
  return text === null || text === '' ? null : read(text);
}

function readId<N extends Noun>(noun: N, text: string, field: string): Id<N> {
  const id = decodeId(noun, text);
  if (id !== null) return id;
  throw new ValidationError(
    `"${text}" in ${field} is not an id of this kind: it is "${idPrefixes[noun]}_" and 26 characters. Pass the id as the API gave it.`,
    { code: 'INVALID_ID', field },
  );
}

function readThreshold(text: string): number {
  const threshold = Number(text);
  if (text.trim() !== '' && Number.isFinite(threshold)) return threshold;
  throw new ValidationError(`The threshold "${text}" is not a number. Give one such as 0.05.`, { field: 'threshold' });
}
