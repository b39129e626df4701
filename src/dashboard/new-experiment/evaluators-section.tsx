import { Plus, Trash2 } from 'lucide-react';
import { AnswerFields } from '../experiment/answer-fields.js';
import { evaluatorKindNames, evaluatorKinds } from '../experiment/evaluator-kinds.js';
import { Badge } from '../parts/badge.js';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { SelectField, TextField } from '../parts/field.js';
import { emptyDraft } from '../variants/configuration-draft.js';
import { ConfigurationFields } from '../variants/configuration-fields.js';
import { EntryProblem } from './entry-problem.js';
import { evaluatorFieldsOf } from './evaluator-fields.js';
import { type EvaluatorDraft, nextKey } from './experiment-draft.js';
import type { EntriesProps } from './section.js';

/** What judges the results, and which part of an output is the answer that is compared. */
export function EvaluatorsSection({ draft, onChange, at, isSaved }: EntriesProps) {
  const { evaluators, answer } = draft;
  const add = (): void => {
    const key = nextKey(evaluators);
    onChange({ evaluators: [...evaluators, { key, name: '', kind: 'EXACT_MATCH', threshold: '', configuration: emptyDraft }] });
  };
  return (
    <Card title="Evaluators">
      <div className="grid gap-4">
        {evaluators.length === 0 ? (
          <p className="text-sm text-muted">
            Without an evaluator, results have no score, and nothing says which variant is better.
          </p>
        ) : null}
        {evaluators.map((evaluator) => (
          <EvaluatorEntry
            key={evaluator.key}
            evaluator={evaluator}
            saved={isSaved(evaluator.key)}
            at={at}
            onChange={(changed) =>
              onChange({ evaluators: evaluators.map((each) => (each.key === changed.key ? changed : each)) })
            }
            onRemove={() => onChange({ evaluators: evaluators.filter(({ key }) => key !== evaluator.key) })}
          />
        ))}
        <div>
          <Button icon={<Plus aria-hidden size={16} />} onClick={add}>
            Another evaluator
          </Button>
        </div>
        <fieldset className="grid min-w-0 gap-3 border-t border-line pt-3">
          <legend className="sr-only">Which answers differ</legend>
          <p className="text-sm text-muted">
            The comparison marks the items whose answers differ between variants. The answer is all of the output, unless you name
            a part of it.
          </p>
          <AnswerFields answer={answer} onChange={(changed) => onChange({ answer: changed })} at={at} />
        </fieldset>
      </div>
    </Card>
  );
}

interface EvaluatorEntryProps {
  evaluator: EvaluatorDraft;
  saved: boolean;
  at: EntriesProps['at'];
  onChange: (evaluator: EvaluatorDraft) => void;
  onRemove: () => void;
}

function EvaluatorEntry({ evaluator, saved, at, onChange, onRemove }: EvaluatorEntryProps) {
  const { key, name, kind, threshold, configuration } = evaluator;
  const root = `evaluators.${key}`;
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-md border border-line p-3">
      <legend className="sr-only">Evaluator {name}</legend>
      <div className="grid gap-3 sm:grid-cols-[1fr_1fr_7rem_auto]">
        <TextField
          label="Name"
          value={name}
          error={at(`${root}.name`)}
          onChange={(event) => onChange({ ...evaluator, name: event.target.value })}
        />
        <SelectField
          label="Judges by"
          hint={evaluatorKinds[kind].value}
          value={kind}
          disabled={saved}
          error={at(`${root}.kind`)}
          onChange={(event) =>
            onChange({
              ...evaluator,
              kind: evaluatorKindNames.find((each) => each === event.target.value) ?? kind,
              configuration: emptyDraft,
            })
          }
        >
          {evaluatorKindNames.map((each) => (
            <option key={each} value={each}>
              {evaluatorKinds[each].label}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Passes from"
          type="number"
          step="any"
          placeholder={String(evaluatorKinds[kind].threshold)}
          value={threshold}
          error={at(`${root}.threshold`)}
          onChange={(event) => onChange({ ...evaluator, threshold: event.target.value })}
        />
        {saved ? (
          <Badge tone="good">Saved</Badge>
        ) : (
          <Button
            className="self-start justify-self-start sm:mt-6"
            aria-label={`Remove the evaluator ${name}`}
            icon={<Trash2 aria-hidden size={16} />}
            onClick={onRemove}
          />
        )}
      </div>
      <ConfigurationFields
        key={kind}
        fields={evaluatorFieldsOf(kind)}
        draft={configuration}
        root={`${root}.configuration`}
        at={at}
        onChange={(changed) => onChange({ ...evaluator, configuration: changed })}
      />
      <EntryProblem message={at(root)} />
    </fieldset>
  );
}
