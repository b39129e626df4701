import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { misfitOfName } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { DuplicateExperimentDocument, type LifecycleFragment } from './generated.js';

interface DuplicateDialogProps {
  experiment: LifecycleFragment;
  onClose: () => void;
}

/** Makes a copy without runs, of which nothing is locked, and goes there. */
export function DuplicateDialog({ experiment, onClose }: DuplicateDialogProps) {
  const navigate = useNavigate();
  const { run, busy, problem } = useCommand(DuplicateExperimentDocument);
  const [name, setName] = useState(`${experiment.name} (copy)`);
  const problems = useFormProblems({ name: { label: 'Name of the copy', value: name, misfit: misfitOfName(name) } }, problem);
  const duplicate = async () => {
    if (!problems.check()) return;
    const copy = await run({ input: { id: experiment.id, name } });
    if (!copy) return;
    onClose();
    await navigate({ to: '/experiments/$experimentId', params: { experimentId: copy.id } });
  };
  return (
    <Dialog title="Duplicate the experiment" onClose={onClose}>
      <form
        ref={problems.ref}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void duplicate();
        }}
      >
        <p className="text-sm text-muted">
          The copy has the settings, tasks, steps, app, evaluators and all variants. It has no runs, and nothing of it is locked.
        </p>
        <TextField
          label="Name of the copy"
          value={name}
          error={problems.at('name')}
          onChange={(event) => setName(event.target.value)}
        />
        <ProblemNotice problem={problems.elsewhere} />
        <FormActions action="Duplicate" busy={busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
