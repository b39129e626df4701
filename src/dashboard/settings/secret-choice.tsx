import type { ReactNode } from 'react';
import { SelectField } from '../parts/field.js';
import { type SecretDraft, secretChoices } from './secrets.js';

const choiceLabels: Record<SecretDraft['choice'], string> = {
  KEEP: 'Set: keep what there is',
  REPLACE: 'Replace',
  REMOVE: 'Remove',
};

interface SecretChoiceProps {
  label: string;
  /** Whether there is one by now. */
  isSet: boolean;
  draft: SecretDraft;
  onChange: (draft: SecretDraft) => void;
  /** Where a new one is written. */
  children: ReactNode;
}

/** Replaces something secret, or takes it away; where none is set, there is only the field for it. */
export function SecretChoice({ label, isSet, draft, onChange, children }: SecretChoiceProps) {
  if (!isSet) return children;
  return (
    <div className="grid gap-2">
      <SelectField
        label={label}
        value={draft.choice}
        onChange={(event) =>
          onChange({ choice: secretChoices.find((choice) => choice === event.target.value) ?? draft.choice, text: '' })
        }
      >
        {secretChoices.map((choice) => (
          <option key={choice} value={choice}>
            {choiceLabels[choice]}
          </option>
        ))}
      </SelectField>
      {draft.choice === 'REPLACE' ? children : null}
    </div>
  );
}
