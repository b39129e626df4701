import { SelectField, TextAreaField } from '../parts/field.js';
import type { Expectation } from './generated.js';

export interface HypothesisDraft {
  hypothesis: string;
  expectation: Expectation;
}

const expectations: Record<Expectation, string> = {
  IMPROVED: 'It scores better',
  NOT_REGRESSED: 'It scores no worse: it is to save time or money',
};

interface HypothesisFieldsProps {
  draft: HypothesisDraft;
  onChange: (draft: HypothesisDraft) => void;
  /** What is wrong at a path of the form. */
  at: (path: string) => string | null;
}

/** What is expected of a variant, written down before it runs, and what has to come out for that to hold. */
export function HypothesisFields({ draft, onChange, at }: HypothesisFieldsProps) {
  return (
    <div className="grid gap-3">
      <TextAreaField
        label="Hypothesis"
        hint="What you expect of it, and why. It can’t change once the variant has run."
        value={draft.hypothesis}
        error={at('hypothesis')}
        onChange={(event) => onChange({ ...draft, hypothesis: event.target.value })}
      />
      <SelectField
        label="It holds if"
        value={draft.expectation}
        error={at('expectation')}
        disabled={draft.hypothesis.trim() === ''}
        onChange={(event) =>
          onChange({ ...draft, expectation: event.target.value === 'NOT_REGRESSED' ? 'NOT_REGRESSED' : 'IMPROVED' })
        }
      >
        {Object.entries(expectations).map(([expectation, label]) => (
          <option key={expectation} value={expectation}>
            {label}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
