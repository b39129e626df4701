import { type FormEvent, useState } from 'react';
import { experimentTypes } from '../experiments/search.js';
import { typeLabels } from '../experiments/type-labels.js';
import { misfitOfLength, misfitOfName } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { SelectField, TextAreaField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { EndpointChoice, StepChoices } from '../setup/app-fields.js';
import { DataFields } from '../setup/data-fields.js';
import { setupFormFields } from '../setup/read-setup.js';
import { type DraftChange, useDraft } from '../setup/use-draft.js';
import { type FormFields, useFormProblems } from '../use-form-problems.js';
import { AnswerFields, answerFormFields } from './answer-fields.js';
import { type EditDraft, editChangesOf, editDraftOf } from './edit-draft.js';
import { closedWords, editableIn } from './editable.js';
import { type ExperimentSetupFragment, type ExperimentToEditFragment, UpdateExperimentDocument } from './generated.js';

interface EditFormProps {
  experiment: ExperimentSetupFragment;
  /** What there is to change, as it is now. */
  former: ExperimentToEditFragment;
  onClose: () => void;
}

/** The parts of an experiment that can change at present. */
export function EditForm({ experiment, former: present, onClose }: EditFormProps) {
  // What others change meanwhile is not taken back: only what differs from what was there at first is sent.
  const [former] = useState(present);
  const [draft, onChange] = useDraft(() => editDraftOf(former));
  const { run, busy, problem } = useCommand(UpdateExperimentDocument);
  const open = editableIn(experiment, former.endpoint !== null);
  const problems = useFormProblems({ ...editFormFields(draft), ...(open.data ? setupFormFields(draft) : {}) }, problem);
  const isApp = draft.type === 'WEBHOOK';
  const closed = closedWords(experiment);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!problems.check()) return;
    const changes = editChangesOf(former, draft);
    if (Object.keys(changes).length === 0 || (await run({ input: { id: former.id, ...changes } }))) onClose();
  };
  const fields = { draft, onChange, at: problems.at };
  return (
    <form ref={problems.ref} noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <AboutFields {...fields} typeOpen={open.type} />
      {open.data ? <DataFields {...fields} former={former.datasetVersion} /> : null}
      {isApp && open.endpoint ? <EndpointChoice {...fields} /> : null}
      {isApp && open.steps ? <StepChoices {...fields} /> : null}
      {open.answer ? <AnswerFields answer={draft.answer} onChange={(answer) => onChange({ answer })} at={problems.at} /> : null}
      {closed ? <p className="text-sm text-muted">{closed}</p> : null}
      <ProblemNotice problem={problems.elsewhere} title="The experiment was not changed" />
      <FormActions action="Save" busy={busy} onLeave={onClose} />
    </form>
  );
}

function editFormFields(draft: EditDraft): FormFields {
  const { name, description, type, answer } = draft;
  return {
    name: { label: 'Name', value: name, misfit: misfitOfName(name) },
    description: { label: 'Description', value: description, misfit: misfitOfLength(description, 10_000) },
    type: { label: 'What it compares', value: type },
    ...answerFormFields(answer),
  };
}

interface FieldsProps {
  draft: EditDraft;
  onChange: (change: DraftChange<EditDraft>) => void;
  at: (path: string) => string | null;
}

function AboutFields({ draft, onChange, at, typeOpen }: FieldsProps & { typeOpen: boolean }) {
  return (
    <>
      <TextField
        label="Name"
        value={draft.name}
        error={at('name')}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextAreaField
        label="Description"
        hint="What it is to find out."
        value={draft.description}
        error={at('description')}
        onChange={(event) => onChange({ description: event.target.value })}
      />
      {typeOpen ? (
        <SelectField
          label="What it compares"
          hint="Its first variant settles this."
          value={draft.type}
          error={at('type')}
          onChange={(event) => onChange({ type: experimentTypes.find((each) => each === event.target.value) ?? draft.type })}
        >
          {experimentTypes.map((each) => (
            <option key={each} value={each}>
              {typeLabels[each]}
            </option>
          ))}
        </SelectField>
      ) : null}
    </>
  );
}
