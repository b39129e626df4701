import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { TextField } from '../parts/field.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { DeleteExperimentDocument, type LifecycleFragment } from './generated.js';

interface DeleteDialogProps {
  experiment: LifecycleFragment;
  onClose: () => void;
}

/** Deletes an experiment for good, once its name was typed, and goes to the list. */
export function DeleteDialog({ experiment: { id, name }, onClose }: DeleteDialogProps) {
  const navigate = useNavigate();
  const { run, busy, problem } = useCommand(DeleteExperimentDocument);
  const [typed, setTyped] = useState('');
  const isSure = typed.trim() === name.trim();
  const remove = async () => {
    if (await run({ id })) await navigate({ to: '/experiments', replace: true });
  };
  return (
    <Dialog title="Delete the experiment" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isSure) void remove();
        }}
      >
        <p className="text-sm">
          <strong className="font-medium break-words">{name}</strong> goes with its variants, runs and results, and its share
          links open nothing any more. This can’t be undone; to put it away, archive it.
        </p>
        <TextField
          label="Type its name to confirm"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <ProblemNotice problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" type="submit" busy={busy} disabled={!isSure}>
            Delete for good
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
