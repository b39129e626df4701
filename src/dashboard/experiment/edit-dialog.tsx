import { Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { type Problem, problemOf, useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { CheckField, SelectField, TextAreaField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { Loaded } from '../parts/loaded.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { formatCounted } from '../quantities.js';
import { allowedIn } from './allowed.js';
import { type EditDraft, editChangesOf, editDraftOf, versionIdOf } from './edit-draft.js';
import {
  DatasetOptionsDocument,
  type ExperimentSetupFragment,
  UpdateExperimentDocument,
  VersionOptionsDocument,
} from './generated.js';
import { taskWords } from './task-words.js';

const dataFields = ['datasetVersionId'];
const answerFields = ['comparedAnswer.pointer', 'comparedAnswer.extract'];

/** Changes what an experiment is called, what it is about, and what it runs over. */
export function EditButton({ experiment }: { experiment: ExperimentSetupFragment }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Pencil aria-hidden size={16} />} onClick={() => setOpen(true)}>
        Edit
      </Button>
      {open ? <EditDialog experiment={experiment} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function EditDialog({ experiment, onClose }: { experiment: ExperimentSetupFragment; onClose: () => void }) {
  // What others change meanwhile is not taken back: only what differs from what was there at first is sent.
  const [former] = useState(experiment);
  const [draft, setEditDraft] = useState(() => editDraftOf(former));
  const { run, busy, problem } = useCommand(UpdateExperimentDocument);
  const { stage, status, locked } = experiment;
  const dataOpen = allowedIn(stage).change && !locked;
  const answerOpen = allowedIn(stage).change && status !== 'RUNNING';
  const shownAt = ['name', 'description', ...(dataOpen ? dataFields : []), ...(answerOpen ? answerFields : [])];
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const changes = editChangesOf(former, draft);
    if (Object.keys(changes).length === 0 || (await run({ input: { id: former.id, ...changes } }))) onClose();
  };
  const fields = {
    former,
    draft,
    onChange: (change: Partial<EditDraft>) => setEditDraft((present) => ({ ...present, ...change })),
    problem,
  };
  return (
    <Dialog title="Edit the experiment" onClose={onClose}>
      <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <AboutFields {...fields} />
        {dataOpen ? <DataFields {...fields} /> : null}
        {answerOpen ? <AnswerFields {...fields} /> : null}
        {dataOpen && answerOpen ? null : <p className="text-sm text-muted">{closedWords(experiment)}</p>}
        <ProblemNotice problem={problem} title="The experiment was not changed" shownAt={shownAt} />
        <FormActions action="Save" busy={busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  former: ExperimentSetupFragment;
  draft: EditDraft;
  onChange: (change: Partial<EditDraft>) => void;
  problem: Problem | null;
}

function AboutFields({ draft, onChange, problem }: FieldsProps) {
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={255}
        value={draft.name}
        error={problemOf(problem, 'name')}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextAreaField
        label="Description"
        hint="What it is to find out."
        value={draft.description}
        error={problemOf(problem, 'description')}
        onChange={(event) => onChange({ description: event.target.value })}
      />
    </>
  );
}

function DataFields({ former, draft, onChange, problem }: FieldsProps) {
  const [query, readAgain] = useQuery({ query: DatasetOptionsDocument });
  const present = former.datasetVersion?.dataset;
  return (
    <Loaded query={query} onRetry={readAgain} lines={3}>
      {({ datasets }) => {
        const all = datasets.edges.map(({ node }) => node);
        return (
          <div className="grid gap-3 sm:grid-cols-2">
            <SelectField
              label="Dataset"
              value={draft.datasetId}
              error={draft.datasetId === '' ? problemOf(problem, 'datasetVersionId') : null}
              onChange={(event) => {
                const datasetId = event.target.value;
                const newest = all.find(({ id }) => id === datasetId)?.latestVersion?.id ?? '';
                onChange({ datasetId, versionId: datasetId === present?.id ? versionIdOf(former) : newest });
              }}
            >
              <option value="">None</option>
              {/* The list has the newest datasets alone. */}
              {present && !all.some(({ id }) => id === present.id) ? <option value={present.id}>{present.name}</option> : null}
              {all.map(({ id, name, latestVersion }) => (
                <option key={id} value={id} disabled={!latestVersion}>
                  {latestVersion ? name : `${name} (no items yet)`}
                </option>
              ))}
            </SelectField>
            <VersionField former={former} draft={draft} onChange={onChange} problem={problem} />
            <TasksField former={former} draft={draft} onChange={onChange} />
          </div>
        );
      }}
    </Loaded>
  );
}

function VersionField({ former, draft: { datasetId, versionId }, onChange, problem }: FieldsProps) {
  const [{ data }] = useQuery({ query: VersionOptionsDocument, variables: { datasetId }, pause: datasetId === '' });
  const versions = data?.dataset?.id === datasetId ? data.dataset.versions.edges : [];
  const isListed = versions.some(({ node }) => node.id === versionId);
  const present = former.datasetVersion?.id === versionId ? `Version ${former.datasetVersion.number}` : '…';
  return (
    <SelectField
      label="Version"
      value={versionId}
      disabled={versions.length === 0}
      error={datasetId === '' ? null : problemOf(problem, 'datasetVersionId')}
      onChange={(event) => onChange({ versionId: event.target.value })}
    >
      {isListed ? null : <option value={versionId}>{datasetId === '' ? 'Choose a dataset first' : present}</option>}
      {versions.map(({ node: { id, number, itemCount } }) => (
        <option key={id} value={id}>
          {`Version ${number} · ${formatCounted(itemCount, 'item')}`}
        </option>
      ))}
    </SelectField>
  );
}

/** Tasks that were chosen stay so in another version, which may not have them. */
function TasksField({ former: { taskSelection }, draft: { versionId, allItems }, onChange }: Omit<FieldsProps, 'problem'>) {
  const chosen = taskSelection && taskWords(taskSelection);
  if (!chosen || versionId === '') return null;
  return (
    <CheckField
      className="sm:col-span-2"
      label="Run all items"
      hint={`Until now: ${chosen}.`}
      checked={allItems}
      onChange={(event) => onChange({ allItems: event.target.checked })}
    />
  );
}

function AnswerFields({ draft, onChange, problem }: FieldsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        label="Compared part of the output"
        hint="A JSON Pointer, such as /total. Without one, all of it."
        spellCheck={false}
        value={draft.pointer}
        error={problemOf(problem, 'comparedAnswer.pointer')}
        onChange={(event) => onChange({ pointer: event.target.value })}
      />
      <TextField
        label="Extract from it"
        hint="A regular expression, such as A: (.*)"
        spellCheck={false}
        value={draft.extract}
        error={problemOf(problem, 'comparedAnswer.extract')}
        onChange={(event) => onChange({ extract: event.target.value })}
      />
    </div>
  );
}

/** What can’t change at present, and what helps. */
function closedWords({ stage, status, locked }: ExperimentSetupFragment): string {
  if (!allowedIn(stage).change) return 'The experiment is completed: to change its data or the compared answer, reopen it.';
  const answer = 'The compared answer can change once no run is active.';
  if (!locked) return answer;
  const data = 'The data can’t change, as the baseline ran with it: duplicate the experiment to run over another.';
  return status === 'RUNNING' ? `${data} ${answer}` : data;
}
