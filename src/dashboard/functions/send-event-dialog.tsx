import { Link } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useQuery } from 'urql';
import { misfitOfName } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { TextAreaField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { StatusBadge } from '../parts/status.js';
import { formatCounted } from '../quantities.js';
import { useFormProblems } from '../use-form-problems.js';
import { readJson } from '../variants/json.js';
import { type FunctionRunEntryFragment, RunFilterChoicesDocument, SendEventDocument } from './generated.js';

interface SendEventDialogProps {
  /** Called once the event has started what it starts. */
  onSent: () => void;
  onClose: () => void;
}

/** Sends an event by hand, and leads to the runs that it has started. */
export function SendEventDialog({ onSent, onClose }: SendEventDialogProps) {
  const [started, setStarted] = useState<FunctionRunEntryFragment[] | null>(null);
  const take = (runs: FunctionRunEntryFragment[]): void => {
    setStarted(runs);
    onSent();
  };
  return (
    <Dialog title="Send an event" onClose={onClose}>
      {started ? <Started runs={started} onClose={onClose} /> : <EventForm onSent={take} onClose={onClose} />}
    </Dialog>
  );
}

interface EventFormProps {
  onSent: (started: FunctionRunEntryFragment[]) => void;
  onClose: () => void;
}

function EventForm({ onSent, onClose }: EventFormProps) {
  const [{ data: choices }] = useQuery({ query: RunFilterChoicesDocument });
  const { run, busy, problem } = useCommand(SendEventDocument);
  const [name, setName] = useState('');
  const [typed, setTyped] = useState('{}');
  const listId = useId();
  const events = [...new Set(choices?.functions.flatMap(({ triggers }) => triggers))].toSorted();
  const read = typed.trim() === '' ? { value: {} } : readJson(typed);
  const problems = useFormProblems(
    {
      name: { label: 'Name', value: name, misfit: misfitOfName(name) },
      data: { label: 'Data', value: typed, misfit: 'misfit' in read ? read.misfit : null },
    },
    problem,
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!problems.check() || 'misfit' in read) return;
    const sent = await run({ input: { name: name.trim(), data: read.value } });
    if (sent) onSent(sent.runs);
  }

  return (
    <form ref={problems.ref} noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <TextField
        label="Name"
        list={listId}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={problems.at('name')}
        hint="One that starts a function."
      />
      <datalist id={listId}>
        {events.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <TextAreaField
        label="Data"
        code
        rows={8}
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={problems.at('data')}
        hint="JSON, at most 1 MiB."
      />
      <ProblemNotice problem={problems.elsewhere} title="The event was not sent" />
      <FormActions action="Send" busy={busy} onLeave={onClose} />
    </form>
  );
}

function Started({ runs, onClose }: { runs: FunctionRunEntryFragment[]; onClose: () => void }) {
  return (
    <div className="grid gap-4 text-sm">
      <p role="status">The event has started {formatCounted(runs.length, 'run')}.</p>
      <ul className="grid gap-2">
        {runs.map(({ id, status, function: executed }) => (
          <li key={id} className="flex items-center gap-3">
            <Link
              to="/functions/runs/$functionRunId"
              params={{ functionRunId: id }}
              className="font-medium text-accent hover:underline"
            >
              {executed.externalId}
            </Link>
            <StatusBadge status={status} />
          </li>
        ))}
      </ul>
      <div className="flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
