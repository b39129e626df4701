import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { type LifecycleFragment, ReopenExperimentDocument } from './generated.js';

interface ReopenDialogProps {
  experiment: LifecycleFragment;
  onClose: () => void;
}

/** Takes a completed experiment up again. It asks first, since what was concluded is lost. */
export function ReopenDialog({ experiment: { id, winner, conclusion }, onClose }: ReopenDialogProps) {
  const { run, busy, problem } = useCommand(ReopenExperimentDocument);
  const reopen = async () => {
    if (await run({ id })) onClose();
  };
  return (
    <Dialog title="Reopen the experiment" onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p>Variants can be added, changed and run again. The winner and the conclusion are forgotten.</p>
        {winner ? (
          <p>
            Winner: <strong className="font-medium">{winner.name}</strong>
          </p>
        ) : null}
        {conclusion ? <blockquote className="border-l-2 border-edge pl-3 whitespace-pre-wrap">{conclusion}</blockquote> : null}
        <ProblemNotice problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={busy} onClick={() => void reopen()}>
            Reopen
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
