import { type FormEvent, useState } from 'react';
import { misfitOfName, misfitOfShare } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { SelectField, TextAreaField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { readJsonObject } from '../variants/json.js';
import { evaluatorKindNames, evaluatorKinds } from './evaluator-kinds.js';
import { AddEvaluatorDocument, type EvaluatorKind } from './generated.js';

/** A judge to be added. What it may be configured with is the API’s to say. */
export function AddEvaluatorDialog({ experimentId, onClose }: { experimentId: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<EvaluatorKind>('EXACT_MATCH');
  const [threshold, setThreshold] = useState('');
  const [configuration, setConfiguration] = useState('');
  const addition = useCommand(AddEvaluatorDocument);
  const words = evaluatorKinds[kind];
  const given = readJsonObject(configuration.trim() === '' ? '{}' : configuration);
  const problems = useFormProblems(
    {
      name: { label: 'Name', value: name, misfit: misfitOfName(name) },
      kind: { label: 'Judges by', value: kind },
      threshold: { label: 'A result passes from', value: threshold, misfit: misfitOfShare(threshold) },
      configuration: {
        label: 'Configuration, as JSON',
        value: configuration,
        misfit: 'misfit' in given ? given.misfit : null,
      },
    },
    addition.problem,
  );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!problems.check() || 'misfit' in given) return;
    const input = {
      experimentId,
      name,
      kind,
      configuration: given.value,
      threshold: threshold === '' ? null : Number(threshold),
    };
    if (await addition.run({ input })) onClose();
  };
  return (
    <Dialog title="Add an evaluator" onClose={onClose}>
      <form ref={problems.ref} noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <TextField label="Name" value={name} onChange={(event) => setName(event.target.value)} error={problems.at('name')} />
        <SelectField
          label="Judges by"
          hint={words.value}
          value={kind}
          error={problems.at('kind')}
          onChange={(event) => setKind(evaluatorKindNames.find((known) => known === event.target.value) ?? kind)}
        >
          {evaluatorKindNames.map((known) => (
            <option key={known} value={known}>
              {evaluatorKinds[known].label}
            </option>
          ))}
        </SelectField>
        <TextField
          label="A result passes from"
          hint={`A value from 0 to 1; ${words.threshold} where nothing is said.`}
          type="number"
          step="any"
          value={threshold}
          placeholder={String(words.threshold)}
          onChange={(event) => setThreshold(event.target.value)}
          error={problems.at('threshold')}
        />
        <TextAreaField
          label="Configuration, as JSON"
          hint={`${words.keys} All kinds take “pointer” (a JSON Pointer into the output), “extract” (a regular expression) and “normalize”.`}
          code
          rows={5}
          spellCheck={false}
          placeholder={words.example}
          value={configuration}
          onChange={(event) => setConfiguration(event.target.value)}
          error={problems.at('configuration')}
        />
        <ProblemNotice problem={problems.elsewhere} title="It was not added" />
        <FormActions action="Add" busy={addition.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
