import { formatCount } from '../quantities.js';
import type { ExperimentSetupFragment } from './generated.js';

type TaskSelection = Omit<NonNullable<ExperimentSetupFragment['taskSelection']>, 'seed'>;

/** Which items of a dataset version are run, such as `those with kind = slip`. Null: all of them. */
export function taskWords({ kind, metadata, size, externalIds }: TaskSelection): string | null {
  switch (kind) {
    case 'ALL':
      return null;
    case 'FILTER':
      return `those with ${metadataWords(metadata)}`;
    case 'LIST':
      return `a list of ${formatCount(externalIds?.length ?? 0)}`;
    case 'SAMPLE':
      return `a sample of ${formatCount(size ?? 0)}${metadata === null ? '' : ` of those with ${metadataWords(metadata)}`}`;
  }
}

function metadataWords(metadata: unknown): string {
  if (typeof metadata !== 'object' || metadata === null) return JSON.stringify(metadata);
  return Object.entries(metadata)
    .map(([key, value]) => `${key} = ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' and ');
}
