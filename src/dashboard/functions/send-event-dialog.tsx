import { Link } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useQuery } from 'urql';
import { problemOf, useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { TextAreaField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { StatusBadge } from '../parts/status.js';
import { formatCounted } from '../quantities.js';
import { readEventData } from './event-data.js';
import { type FunctionRunEntryFragment, RunFilterChoicesDocument, SendEventDocument } from './generated.js';

/** Sends an event by hand, and leads to the runs that it has started. */
export function SendEventDialog({ onClose }: { onClose: () => void }) {
  const [started, setStarted] = useState<FunctionRunEntryFragment[] | null>(null);
  return (
    <Dialog title="Send an event" onClose={onClose}>
      {started ? <Started runs={started} onClose={onClose} /> : <EventForm onSent={setStarted} onClose={onClose} />}
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
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const listId = useId();
  const events = [...new Set(choices?.functions.flatMap(({ triggers }) => triggers))].toSorted();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const read = readEventData(typed);
    if ('problem' in read) return setUnreadable(read.problem);
    setUnreadable(null);
    const sent = await run({ input: { name: name.trim(), data: read.data } });
    if (sent) onSent(sent.runs);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <TextField
        label="Name"
        required
        list={listId}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={problemOf(problem, 'name')}
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
        error={unreadable ?? problemOf(problem, 'data')}
        hint="JSON, at most 1 MiB."
      />
      <ProblemNotice problem={problem} title="The event was not sent" shownAt={['name', 'data']} />
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
