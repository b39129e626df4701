import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { ProblemNotice } from '../parts/problem-notice.js';
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
    <Dialog title={`Remove ${externalId}?`} onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p>
          Events start it no more, until a worker registers it again. Its runs stay, and those under way go on where a worker has
          it.
        </p>
        <ProblemNotice problem={problem} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" busy={busy} onClick={() => void remove()}>
            Remove it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
