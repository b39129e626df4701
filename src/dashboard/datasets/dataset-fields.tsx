import { misfitOfName } from '../form-words.js';
import { TextAreaField, TextField } from '../parts/field.js';
import type { FormFields } from '../use-form-problems.js';

/** What a dataset is called and what it is about, while someone writes it. */
export interface DatasetDraft {
  name: string;
  description: string;
}

interface DatasetFieldsProps {
  draft: DatasetDraft;
  onChange(draft: DatasetDraft): void;
  /** What is wrong at a path of the form. */
  at(path: string): string | null;
}

/** Of a dataset; most other names have less. In characters. */
const nameLimit = 255;

/** The same as fields of a form. */
export function datasetFormFields({ name, description }: DatasetDraft): FormFields {
  return {
    name: { label: 'Name', value: name, misfit: misfitOfName(name, nameLimit) },
    description: { label: 'Description', value: description },
  };
}

/** The fields of a dataset, each with what is wrong with it. */
export function DatasetFields({ draft, onChange, at }: DatasetFieldsProps) {
  return (
    <>
      <TextField
        label="Name"
        value={draft.name}
        error={at('name')}
        onChange={(event) => onChange({ ...draft, name: event.target.value })}
      />
      <TextAreaField
        label="Description"
        rows={2}
        value={draft.description}
        error={at('description')}
        onChange={(event) => onChange({ ...draft, description: event.target.value })}
      />
    </>
  );
}

/** The description as the API takes it: null where there is none. */
export function descriptionOf({ description }: DatasetDraft): string | null {
  return description.trim() === '' ? null : description.trim();
}
