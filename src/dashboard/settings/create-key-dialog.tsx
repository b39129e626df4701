import { type FormEvent, useState } from 'react';
import { misfitOfName } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { SelectField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { ShownOnce } from '../parts/shown-once.js';
import { useFormProblems } from '../use-form-problems.js';
import { CreateApiKeyDocument, type Role } from './generated.js';
import { roleHints, roleLabels, roles } from './role-labels.js';

interface CreateKeyDialogProps {
  onClose: () => void;
  /** There is one more. */
  onCreated: () => void;
}

/** Makes a key, and shows it, this once. It lives as long as the dialog does. */
export function CreateKeyDialog({ onClose, onCreated }: CreateKeyDialogProps) {
  const { run, busy, problem } = useCommand(CreateApiKeyDocument);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('EDITOR');
  const [made, setMade] = useState<string | null>(null);
  const problems = useFormProblems(
    { name: { label: 'Name', value: name, misfit: misfitOfName(name) }, role: { label: 'Role', value: role } },
    problem,
  );

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!problems.check()) return;
    const created = await run({ input: { name: name.trim(), role } });
    if (!created) return;
    setMade(created.key);
    onCreated();
  }

  return (
    <Dialog title="Create an API key" onClose={onClose}>
      {made !== null ? (
        <div className="grid gap-4">
          <ShownOnce label="API key" told="The key is made. Copy it now: it is shown this once." value={made} />
          <div className="flex justify-end">
            <Button onClick={onClose}>Done</Button>
          </div>
        </div>
      ) : (
        <form ref={problems.ref} noValidate className="grid gap-4" onSubmit={(event) => void create(event)}>
          <TextField
            label="Name"
            hint="Whom or what it is for."
            autoComplete="off"
            value={name}
            error={problems.at('name')}
            onChange={(event) => setName(event.target.value)}
          />
          <SelectField
            label="Role"
            hint={roleHints[role]}
            value={role}
            error={problems.at('role')}
            onChange={(event) => setRole(roles.find((offered) => offered === event.target.value) ?? role)}
          >
            {roles.map((offered) => (
              <option key={offered} value={offered}>
                {roleLabels[offered]}
              </option>
            ))}
          </SelectField>
          <ProblemNotice problem={problems.elsewhere} />
          <FormActions action="Create" busy={busy} onLeave={onClose} />
        </form>
      )}
    </Dialog>
  );
}
