import type { ReactNode } from 'react';
import type { Problem } from '../graph/use-command.js';
import { Button, type ButtonKind } from './button.js';
import { Dialog } from './dialog.js';
import { ProblemNotice } from './problem-notice.js';

interface ConfirmDialogProps {
  title: string;
  /** What follows from it. */
  children: ReactNode;
  /** What the button says that does it. */
  action: string;
  /** How that button looks: as a danger unless told otherwise. */
  kind?: ButtonKind;
  busy: boolean;
  problem: Problem | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is done that can’t be undone. */
export function ConfirmDialog({
  title,
  children,
  action,
  kind = 'danger',
  busy,
  problem,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="grid gap-4 text-sm">
        {children}
        <ProblemNotice problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={kind} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
