import type { ImportDatasetVersionInput } from './generated.js';
import { type Answer, importForm, type Outcome, outcomeOf, refused } from './import-request.js';

interface ImportEvents {
  /** How many bytes of the request have gone out, of how many. */
  onProgress(sent: number, total: number): void;
  /** All of it has: what follows is up to the server. */
  onSent(): void;
  /** Ends the import before its time. */
  signal: AbortSignal;
}

/** Sends a file to be the next version of a dataset. XMLHttpRequest, because fetch does not tell how much has gone out. */
export function importFile(input: ImportDatasetVersionInput, { onProgress, onSent, signal }: ImportEvents): Promise<Outcome> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/graphql');
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded, total));
    request.upload.addEventListener('load', onSent);
    request.addEventListener('load', () => resolve(outcomeOf(request.status, request.response as Answer | null)));
    request.addEventListener('error', () =>
      resolve(refused('The server can’t be reached, or the file has changed since it was chosen. Choose it again.')),
    );
    request.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
    signal.addEventListener('abort', () => request.abort());
    request.send(importForm(input));
  });
}
