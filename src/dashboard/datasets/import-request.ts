import { stringifyDocument } from '@urql/core';
import type { Problem } from '../graph/use-command.js';
import {
  type ImportDatasetVersionInput,
  ImportDatasetVersionDocument,
  type ImportDatasetVersionMutation,
  type VersionEntryFragment,
} from './generated.js';

/** What came of an import. */
export type Outcome =
  | { kind: 'imported'; version: VersionEntryFragment }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'cancelled' };

/** What the server sends back, as far as it is what it should be. */
export interface Answer {
  data?: ImportDatasetVersionMutation | null;
  errors?: { message: string }[];
}

/** An import as a GraphQL multipart request: the operation, where its file belongs, and, last, the file. */
export function importForm({ file, ...input }: ImportDatasetVersionInput): FormData {
  const form = new FormData();
  const query = stringifyDocument(ImportDatasetVersionDocument);
  form.append('operations', JSON.stringify({ query, variables: { input: { ...input, file: null } } }));
  form.append('map', JSON.stringify({ file: ['variables.input.file'] }));
  form.append('file', file);
  return form;
}

/** What came of an import, from the status and the body that the server answered with; null where the body is no JSON. */
export function outcomeOf(status: number, answer: Answer | null): Outcome {
  const imported = answer?.data?.importDatasetVersion;
  switch (imported?.__typename) {
    case 'DatasetVersion':
      return { kind: 'imported', version: imported };
    case 'ValidationError':
      return { kind: 'refused', problem: imported };
    case 'NotFoundError':
    case 'ForbiddenError':
      return { kind: 'refused', problem: { ...imported, field: null, line: null } };
    case undefined:
      return refused(answer?.errors?.map(({ message }) => message).join(' ') || `The server answered ${status}.`);
  }
}

/** An import that the API has no word for. */
export function refused(message: string): Outcome {
  return { kind: 'refused', problem: { message, code: null, field: null, line: null } };
}
