import { type FormEvent, useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { TextAreaField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { answerWithin, draftEndpoint, type EndpointDraft, endpointFormFields, readEndpoint } from './endpoint-draft.js';
import { AddEndpointDocument, type EndpointSettingsFragment, UpdateEndpointDocument } from './generated.js';
import { LimitFields } from './limit-fields.js';
import { hourMs } from './limits.js';
import { SecretChoice } from './secret-choice.js';
import { misfitOfSecret, useEdits } from './secrets.js';

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
  const change = (changed: Partial<EndpointDraft>) => setDraft({ ...draft, ...changed });
  const hasHeaders = endpoint !== null && endpoint.headerNames.length > 0;
  const headersLabel = hasHeaders ? 'New headers, as JSON' : 'Headers, as JSON';
  const read = readEndpoint(draft);
  const problems = useFormProblems(
    {
      ...endpointFormFields(draft),
      headers: {
        label: headersLabel,
        value: useEdits(draft.headers),
        misfit: misfitOfSecret(draft.headers, hasHeaders) ?? ('misfit' in read ? read.misfit : null),
      },
    },
    problem,
  );

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!problems.check() || 'misfit' in read) return;
    const saved = endpoint
      ? await changing.run({ input: { id: endpoint.id, ...read.value } })
      : await adding.run({ input: read.value });
    if (!saved) return;
    onClose();
    onSaved(saved.id);
  }

  return (
    <Dialog title={endpoint ? `Edit ${endpoint.name}` : 'Add an endpoint'} onClose={onClose}>
      <form ref={problems.ref} noValidate className="grid gap-4" onSubmit={(event) => void save(event)}>
        <TextField
          label="Name"
          hint="What variants and evaluators call it by: letters, digits, hyphens and underscores."
          spellCheck={false}
          value={draft.name}
          error={problems.at('name')}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextField
          label="URL"
          inputMode="url"
          spellCheck={false}
          placeholder="https://app.example.com/variorum"
          value={draft.url}
          error={problems.at('url')}
          onChange={(event) => change({ url: event.target.value })}
        />
        <SecretChoice label="Headers" isSet={hasHeaders} draft={draft.headers} onChange={(headers) => change({ headers })}>
          <TextAreaField
            label={headersLabel}
            hint="Sent with every request. They are encrypted when they are stored, and their values are never shown."
            code
            autoComplete="off"
            spellCheck={false}
            placeholder={'{ "Authorization": "Bearer …" }'}
            value={draft.headers.text}
            error={problems.at('headers')}
            onChange={(event) => change({ headers: { ...draft.headers, text: event.target.value } })}
          />
        </SecretChoice>
        <LimitFields what="Requests" limits={draft} at={problems.at} onChange={change} />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Time-out of a request, in ms"
            type="number"
            min={1}
            max={hourMs}
            value={draft.timeoutMs}
            error={problems.at('timeoutMs')}
            onChange={(event) => change({ timeoutMs: event.target.value })}
          />
          <TextField
            label="Time for a later answer, in ms"
            hint="For an app that answers 202, and submits the answer later."
            type="number"
            min={answerWithin.least}
            max={answerWithin.most}
            value={draft.answerWithinMs}
            error={problems.at('answerWithinMs')}
            onChange={(event) => change({ answerWithinMs: event.target.value })}
          />
        </div>
        <ProblemNotice problem={problems.elsewhere} />
        <FormActions action={endpoint ? 'Save' : 'Add'} busy={busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
