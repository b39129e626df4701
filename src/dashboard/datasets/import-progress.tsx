import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { Button, buttonLook } from '../parts/button.js';
import { Progress } from '../parts/progress.js';
import { Failure } from '../parts/states.js';
import { formatBytes, formatCounted } from '../quantities.js';
import type { DatasetEntryFragment, VersionEntryFragment } from './generated.js';
import type { ImportState, Refusal } from './use-import.js';

interface ImportProgressProps {
  state: Extract<ImportState, { step: 'sending' | 'reading' }>;
  fileName: string;
  onCancel(): void;
}

/** How far a file has got: on its way to the server, or there and being read. */
export function ImportProgress({ state, fileName, onCancel }: ImportProgressProps) {
  const sending = state.step === 'sending';
  return (
    <div className="grid grid-cols-1 gap-3 text-sm">
      <p role="status" className="font-medium break-words">
        {sending ? `Sending ${fileName} …` : 'The server reads it …'}
      </p>
      <Progress label="Sent" value={sending ? state.sent : 1} of={sending ? state.total : 1} />
      <div className="flex min-h-8 items-center justify-between gap-2">
        <span className="text-muted">
          {sending && state.total > 0 ? `${formatBytes(state.sent)} of ${formatBytes(state.total)}` : null}
          {sending ? null : 'All of it is there. A version is made of the whole file, or none.'}
        </span>
        {sending ? <Button onClick={onCancel}>Cancel</Button> : null}
      </div>
    </div>
  );
}

interface ImportRefusalProps {
  refusal: Refusal;
  /** The dataset that was made for the file, and has nothing yet. */
  emptyDataset: DatasetEntryFragment | null;
}

/** Why a file was not imported, and which line of it is wrong. */
export function ImportRefusal({ refusal: { problem, lineText }, emptyDataset }: ImportRefusalProps) {
  return (
    <div className="grid grid-cols-1 gap-2 text-sm">
      <Failure title="The file was not imported" message={problem.message} />
      {problem.line !== null && lineText ? (
        <figure className="rounded-md border border-line bg-sunken p-2.5">
          <figcaption className="mb-1 text-xs text-muted">Line {problem.line}</figcaption>
          <pre className="max-h-40 overflow-y-auto font-mono text-xs break-all whitespace-pre-wrap">{lineText}</pre>
        </figure>
      ) : null}
      {emptyDataset ? (
        <p>
          The dataset{' '}
          <Link to="/datasets/$datasetId" params={{ datasetId: emptyDataset.id }} className="text-accent underline">
            {emptyDataset.name}
          </Link>{' '}
          is there, and empty. Choose another file, or this one when it is corrected: it goes into that dataset.
        </p>
      ) : null}
    </div>
  );
}

interface ImportedProps {
  dataset: DatasetEntryFragment;
  version: VersionEntryFragment;
  /** The latest version before. */
  former: VersionEntryFragment | null;
  onClose(): void;
}

/** What came of a file. */
export function Imported({ dataset, version, former, onClose }: ImportedProps) {
  const toDataset = { to: '/datasets/$datasetId', params: { datasetId: dataset.id }, onClick: onClose } as const;
  return (
    <div className="grid gap-4 text-sm">
      <p role="status" className="flex items-center gap-2 font-medium">
        <CircleCheck aria-hidden size={18} className="shrink-0 text-good" />
        Version {version.number} of “{dataset.name}” has {formatCounted(version.itemCount, 'item')}.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        {former ? (
          <Link {...toDataset} search={{ version: version.id, against: former.id }} className={buttonLook()}>
            What changed since version {former.number}
          </Link>
        ) : null}
        <Link {...toDataset} search={{ version: version.id }} className={buttonLook('primary')}>
          Show version {version.number}
        </Link>
      </div>
    </div>
  );
}
