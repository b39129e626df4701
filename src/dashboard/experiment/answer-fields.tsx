import { CheckField, TextField } from '../parts/field.js';
import type { FormFields } from '../use-form-problems.js';
import { type AnswerDraft, differenceLabels, uncounted } from './answer-draft.js';
import type { Normalization } from './generated.js';

interface AnswerFieldsProps {
  answer: AnswerDraft;
  onChange: (answer: AnswerDraft) => void;
  /** What is wrong at a path of the form. */
  at: (path: string) => string | null;
}

/** Which part of an output is the answer that is compared, and which differences of it don’t count. */
export function AnswerFields({ answer, onChange, at }: AnswerFieldsProps) {
  const chosen = uncounted(answer);
  const labels = Object.entries(differenceLabels) as [Normalization, string][];
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label="Compared part of the output"
          hint="A JSON Pointer, such as /total. Without one, all of it."
          spellCheck={false}
          value={answer.pointer}
          error={at('comparedAnswer.pointer')}
          onChange={(event) => onChange({ ...answer, pointer: event.target.value })}
        />
        <TextField
          label="Extract from it"
          hint="A regular expression, such as A: (.*)"
          spellCheck={false}
          value={answer.extract}
          error={at('comparedAnswer.extract')}
          onChange={(event) => onChange({ ...answer, extract: event.target.value })}
        />
      </div>
      <fieldset className="grid min-w-0 gap-1">
        <legend className="mb-1 text-sm font-medium">Differences that don’t count</legend>
        {labels.map(([name, label]) => (
          <CheckField
            key={name}
            label={label}
            checked={chosen.includes(name)}
            onChange={({ target: { checked } }) =>
              onChange({ ...answer, normalize: checked ? [...chosen, name] : chosen.filter((each) => each !== name) })
            }
          />
        ))}
      </fieldset>
    </>
  );
}

/** The fields of a compared answer. */
export function answerFormFields({ pointer, extract }: AnswerDraft): FormFields {
  return {
    'comparedAnswer.pointer': { label: 'Compared part of the output', value: pointer },
    'comparedAnswer.extract': { label: 'Extract from it', value: extract },
  };
}
