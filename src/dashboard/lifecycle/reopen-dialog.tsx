import { useCommand } from '../graph/use-command.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { type LifecycleFragment, ReopenExperimentDocument } from './generated.js';

interface ReopenDialogProps {
  experiment: LifecycleFragment;
  onClose: () => void;
}

/** Takes a concluded experiment up again. It asks first, since what was concluded is lost. */
export function ReopenDialog({ experiment: { id, winner, conclusion }, onClose }: ReopenDialogProps) {
  const { run, busy, problem } = useCommand(ReopenExperimentDocument);
  const reopen = async () => {
    if (await run({ id })) onClose();
  };
  return (
    <ConfirmDialog
      title="Reopen the experiment"
      action="Reopen"
      kind="primary"
      busy={busy}
      problem={problem}
      onConfirm={() => void reopen()}
      onClose={onClose}
    >
      <p>Variants can be added, changed and run again. The winner and the conclusion are forgotten.</p>
      {winner ? (
        <p>
          Winner: <strong className="font-medium">{winner.name}</strong>
        </p>
      ) : null}
      {conclusion ? <blockquote className="border-l-2 border-edge pl-3 whitespace-pre-wrap">{conclusion}</blockquote> : null}
    </ConfirmDialog>
  );
}
