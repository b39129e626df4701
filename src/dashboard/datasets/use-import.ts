import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { Problem } from '../graph/use-command.js';
import { DatasetDocument, type ImportDatasetVersionInput, type VersionEntryFragment } from './generated.js';
import { importFile } from './import-file.js';
import { lineOfFile } from './line-of-file.js';

/** Why a file was not imported, with the text of the line that is wrong, where it is a line. */
export interface Refusal {
  problem: Problem;
  lineText: string | null;
}

export type ImportState =
  | { step: 'choosing'; refusal: Refusal | null }
  /** Bytes of the request that have gone out, of all; 0 where that is not known yet. */
  | { step: 'sending'; sent: number; total: number }
  | { step: 'reading' }
  | { step: 'imported'; version: VersionEntryFragment };

export interface Import {
  state: ImportState;
  /** @returns whether the file has become a version. */
  start(input: ImportDatasetVersionInput): Promise<boolean>;
  /** Stops the sending: the server makes no version of half a file. */
  cancel(): void;
  /** Forgets the refusal. */
  dismiss(): void;
}

/** One import after the other, each from the choice of a file to the new version. It ends with the part of the page that it belongs to. */
export function useImport(onImported: (version: VersionEntryFragment) => void): Import {
  const [state, setState] = useState<ImportState>({ step: 'choosing', refusal: null });
  const client = useClient();
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);
  return {
    state,
    async start(input) {
      const controller = new AbortController();
      underWay.current = controller;
      setState({ step: 'sending', sent: 0, total: 0 });
      const outcome = await importFile(input, {
        onProgress: (sent, total) => setState({ step: 'sending', sent, total }),
        onSent: () => setState({ step: 'reading' }),
        signal: controller.signal,
      });
      switch (outcome.kind) {
        case 'cancelled':
          setState({ step: 'choosing', refusal: null });
          return false;
        case 'imported':
          setState({ step: 'imported', version: outcome.version });
          // The client knows nothing of what is not sent by it: every page shows the dataset as it is now read.
          void client.query(DatasetDocument, { id: input.datasetId }, { requestPolicy: 'network-only' }).toPromise();
          onImported(outcome.version);
          return true;
        case 'refused': {
          const { problem } = outcome;
          const lineText = problem.line === null ? null : await lineOfFile(input.file, problem.line).catch(() => null);
          setState({ step: 'choosing', refusal: { problem, lineText } });
          return false;
        }
      }
    },
    cancel: () => underWay.current?.abort(),
    dismiss: () => setState({ step: 'choosing', refusal: null }),
  };
}
