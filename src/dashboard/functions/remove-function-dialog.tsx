import { useCommand } from '../graph/use-command.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { type FunctionEntryFragment, RemoveFunctionDocument } from './generated.js';

interface RemoveFunctionDialogProps {
  of: Pick<FunctionEntryFragment, 'id' | 'externalId'>;
  onClose: () => void;
}

/** Asks whether events are to start a function no more. */
export function RemoveFunctionDialog({ of: { id, externalId }, onClose }: RemoveFunctionDialogProps) {
  const { run, busy, problem } = useCommand(RemoveFunctionDocument);
  const remove = async (): Promise<void> => {
    if (await run({ id })) onClose();
  };
  return (
    <ConfirmDialog
      title={`Remove ${externalId}?`}
      action="Remove it"
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>
        Events start it no more, until a worker registers it again. Its runs stay, and those under way go on where a worker has
        it.
      </p>
    </ConfirmDialog>
  );
}
