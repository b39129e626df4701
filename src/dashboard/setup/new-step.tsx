import { useState } from 'react';
import { misfitOfLength } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { SelectField, TextAreaField, TextField } from '../parts/field.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { readJson } from '../variants/json.js';
import {
  type CreateInferenceStepInput,
  CreateStepDocument,
  type InferenceStepKind,
  type StepChoiceFragment,
} from './generated.js';

const kinds: Record<InferenceStepKind, string> = {
  LLM: 'Calls a language model',
  RETRIEVER: 'Searches for documents',
  OTHER: 'Something else',
};

interface NewStepProps {
  onAdded: (step: StepChoiceFragment) => void;
  onCancel: () => void;
}

/** Tells of a step that the application has. It stands within the form of an experiment, and so is no form itself. */
export function NewStep({ onAdded, onCancel }: NewStepProps) {
  const { run, busy, problem } = useCommand(CreateStepDocument);
  const [externalId, setExternalId] = useState('');
  const [kind, setKind] = useState<InferenceStepKind>('LLM');
  const [text, setText] = useState('');
  const read = text.trim() === '' ? { value: null } : readParameters(text);
  const problems = useFormProblems<HTMLDivElement>(
    {
      externalId: {
        label: 'External id',
        value: externalId,
        misfit: externalId.trim() === '' ? 'Give the name that your code calls it by.' : misfitOfLength(externalId, 200),
      },
      kind: { label: 'What it does', value: kind },
      parameters: { label: 'Parameters', value: text, misfit: 'misfit' in read ? read.misfit : null },
    },
    problem,
  );
  const add = async () => {
    if (busy || !problems.check() || 'misfit' in read) return;
    const step = await run({ input: { externalId, kind, ...(read.value ? { parameters: read.value } : {}) } });
    if (step) onAdded(step);
  };
  return (
    <div ref={problems.ref} className="grid gap-3 rounded-md border border-line bg-sunken p-3 sm:grid-cols-2">
      <TextField
        label="External id"
        hint="What your code calls the step, such as classifier."
        spellCheck={false}
        value={externalId}
        error={problems.at('externalId')}
        onChange={(event) => setExternalId(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void add();
        }}
      />
      <SelectField
        label="What it does"
        value={kind}
        error={problems.at('kind')}
        onChange={(event) =>
          setKind((Object.keys(kinds) as InferenceStepKind[]).find((each) => each === event.target.value) ?? kind)
        }
      >
        {Object.entries(kinds).map(([each, label]) => (
          <option key={each} value={each}>
            {label}
          </option>
        ))}
      </SelectField>
      <TextAreaField
        code
        label="Parameters"
        hint={
          <>
            A JSON list, such as {'[{ "name": "top_k", "type": "INTEGER", "minimum": 1, "default": 10 }]'}. Left empty, those of a
            language model where it calls one, and none elsewhere.
          </>
        }
        rows={3}
        spellCheck={false}
        className="sm:col-span-2"
        value={text}
        error={problems.at('parameters')}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="grid gap-3 sm:col-span-2">
        <ProblemNotice problem={problems.elsewhere} />
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" busy={busy} onClick={() => void add()}>
            Add the step
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </div>
    </div>
  );
}

function readParameters(text: string): { value: NonNullable<CreateInferenceStepInput['parameters']> } | { misfit: string } {
  const read = readJson(text);
  if ('misfit' in read) return read;
  // What is in the list is the API’s to judge.
  return Array.isArray(read.value) ? { value: read.value } : { misfit: 'This is no JSON list: write [{ "name": "top_k" }].' };
}
