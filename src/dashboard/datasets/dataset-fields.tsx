import { type Problem, problemOf } from '../graph/use-command.js';
import { TextAreaField, TextField } from '../parts/field.js';

/** What a dataset is called and what it is about, while someone writes it. */
export interface DatasetDraft {
  name: string;
  description: string;
}

interface DatasetFieldsProps {
  draft: DatasetDraft;
  onChange(draft: DatasetDraft): void;
  problem: Problem | null;
  disabled?: boolean;
}

/** The fields of a dataset, each with what is wrong with it. */
export function DatasetFields({ draft, onChange, problem, disabled }: DatasetFieldsProps) {
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={255}
        disabled={disabled}
        value={draft.name}
        error={problemOf(problem, 'name')}
        onChange={(event) => onChange({ ...draft, name: event.target.value })}
      />
      <TextAreaField
        label="Description"
        rows={2}
        disabled={disabled}
        value={draft.description}
        error={problemOf(problem, 'description')}
        onChange={(event) => onChange({ ...draft, description: event.target.value })}
      />
    </>
  );
}

/** The description as the API takes it: null where there is none. */
export function descriptionOf({ description }: DatasetDraft): string | null {
  return description.trim() === '' ? null : description.trim();
}
