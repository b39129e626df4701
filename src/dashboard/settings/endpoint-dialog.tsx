import { type FormEvent, useState } from 'react';
import { problemOf, useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { TextAreaField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { draftEndpoint, type EndpointDraft, readEndpoint } from './endpoint-draft.js';
import { AddEndpointDocument, type EndpointSettingsFragment, UpdateEndpointDocument } from './generated.js';
import { LimitFields, limitFields } from './limit-fields.js';
import { SecretChoice } from './secret-choice.js';

const fields = ['name', 'url', 'headers', 'timeoutMs', 'answerWithinMs', ...limitFields];
const weekMs = 7 * 24 * 3_600_000;

interface EndpointDialogProps {
  /** The one to change; null adds one. */
  endpoint: EndpointSettingsFragment | null;
  onClose: () => void;
  onSaved: (endpointId: string) => void;
}

/** Adds an endpoint, or changes one. Its headers live as long as the form does. */
export function EndpointDialog({ endpoint, onClose, onSaved }: EndpointDialogProps) {
  const adding = useCommand(AddEndpointDocument);
  const changing = useCommand(UpdateEndpointDocument);
  const { busy, problem } = endpoint ? changing : adding;
  const [draft, setDraft] = useState(() => draftEndpoint(endpoint));
  const [misfit, setMisfit] = useState<string | null>(null);
  const change = (changed: Partial<EndpointDraft>) => setDraft({ ...draft, ...changed });
  const hasHeaders = endpoint !== null && endpoint.headerNames.length > 0;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const read = readEndpoint(draft);
    setMisfit('misfit' in read ? read.misfit : null);
    if ('misfit' in read) return;
    const saved = endpoint
      ? await changing.run({ input: { id: endpoint.id, ...read.value } })
      : await adding.run({ input: read.value });
    if (!saved) return;
    onClose();
    onSaved(saved.id);
  }

  return (
    <Dialog title={endpoint ? `Edit ${endpoint.name}` : 'Add an endpoint'} onClose={onClose}>
      <form className="grid gap-4" onSubmit={(event) => void save(event)}>
        <TextField
          label="Name"
          hint="What variants and evaluators call it by: letters, digits, hyphens and underscores."
          required
          spellCheck={false}
          value={draft.name}
          error={problemOf(problem, 'name')}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextField
          label="URL"
          required
          inputMode="url"
          spellCheck={false}
          placeholder="https://app.example.com/variorum"
          value={draft.url}
          error={problemOf(problem, 'url')}
          onChange={(event) => change({ url: event.target.value })}
        />
        <SecretChoice label="Headers" isSet={hasHeaders} draft={draft.headers} onChange={(headers) => change({ headers })}>
          <TextAreaField
            label={hasHeaders ? 'New headers, as JSON' : 'Headers, as JSON'}
            hint="Sent with every request. They are encrypted when they are stored, and their values are never shown."
            code
            autoComplete="off"
            spellCheck={false}
            required={hasHeaders}
            placeholder={'{ "Authorization": "Bearer …" }'}
            value={draft.headers.text}
            error={misfit ?? problemOf(problem, 'headers')}
            onChange={(event) => change({ headers: { ...draft.headers, text: event.target.value } })}
          />
        </SecretChoice>
        <LimitFields what="Requests" limits={draft} problem={problem} onChange={change} />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Time-out of a request, in ms"
            type="number"
            min={1}
            max={3_600_000}
            required
            value={draft.timeoutMs}
            error={problemOf(problem, 'timeoutMs')}
            onChange={(event) => change({ timeoutMs: event.target.value })}
          />
          <TextField
            label="Time for a later answer, in ms"
            hint="For an app that answers 202, and submits the answer later."
            type="number"
            min={1000}
            max={weekMs}
            required
            value={draft.answerWithinMs}
            error={problemOf(problem, 'answerWithinMs')}
            onChange={(event) => change({ answerWithinMs: event.target.value })}
          />
        </div>
        <ProblemNotice problem={problem} shownAt={fields} />
        <FormActions action={endpoint ? 'Save' : 'Add'} busy={busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
