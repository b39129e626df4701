import { type FormEvent, useState } from 'react';
import { misfitOfWhole } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { ShownOnce } from '../parts/shown-once.js';
import { useFormProblems } from '../use-form-problems.js';
import { type EndpointSettingsFragment, RotateSecretDocument } from './generated.js';
import { readNumber } from './limits.js';
import { useEdits } from './secrets.js';

/** 30 days. */
const mostOverlapHours = 720;

interface RotateSecretDialogProps {
  endpoint: EndpointSettingsFragment;
  onClose: () => void;
  onRotated: () => void;
}

/** Gives an endpoint a new signing secret, and shows it, this once. */
export function RotateSecretDialog({ endpoint: { id, name, hasSigningSecret }, onClose, onRotated }: RotateSecretDialogProps) {
  const { run, busy, problem } = useCommand(RotateSecretDocument);
  const [own, setOwn] = useState('');
  const [overlapHours, setOverlapHours] = useState('24');
  const [made, setMade] = useState<string | null>(null);
  const problems = useFormProblems(
    {
      overlapHours: {
        label: 'Overlap, in hours',
        value: overlapHours,
        misfit: misfitOfWhole(overlapHours, 0, mostOverlapHours),
      },
      signingSecret: { label: 'A secret of your own', value: useEdits(own) },
    },
    problem,
  );

  async function rotate(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!problems.check()) return;
    const rotated = await run({ input: { id, signingSecret: own.trim() || null, overlapHours: readNumber(overlapHours) } });
    if (!rotated) return;
    onRotated();
    if (rotated.signingSecret === null) onClose();
    else setMade(rotated.signingSecret);
  }

  return (
    <Dialog title={`A new signing secret for ${name}`} onClose={onClose}>
      {made !== null ? (
        <div className="grid gap-4">
          <ShownOnce
            label="Signing secret"
            told="The secret is made. Give it to the app now: it is shown this once."
            value={made}
          />
          <div className="flex justify-end">
            <Button onClick={onClose}>Done</Button>
          </div>
        </div>
      ) : (
        <form ref={problems.ref} noValidate className="grid gap-4" onSubmit={(event) => void rotate(event)}>
          {hasSigningSecret ? (
            <TextField
              label="Overlap, in hours"
              hint="How long requests carry a signature by the former secret too: 0 to 720. With 0 it ends at once; an app that knows only one of the two then refuses requests."
              type="number"
              min={0}
              max={mostOverlapHours}
              value={overlapHours}
              error={problems.at('overlapHours')}
              onChange={(event) => setOverlapHours(event.target.value)}
            />
          ) : null}
          <TextField
            label="A secret of your own"
            hint="whsec_ and the base64 of 24 to 64 random bytes. Empty: one is made, and shown once."
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={own}
            error={problems.at('signingSecret')}
            onChange={(event) => setOwn(event.target.value)}
          />
          <ProblemNotice problem={problems.elsewhere} />
          <FormActions action={hasSigningSecret ? 'Rotate' : 'Make a secret'} busy={busy} onLeave={onClose} />
        </form>
      )}
    </Dialog>
  );
}
