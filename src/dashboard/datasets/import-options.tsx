import { SelectField } from '../parts/field.js';
import { exampleLine } from './check-jsonl.js';
import { ColumnChoices } from './column-choices.js';
import { type ImportChoices, inFormat } from './import-choices.js';

interface ImportOptionsProps {
  choices: ImportChoices;
  onChange(choices: ImportChoices): void;
  /** Whether there are items that those of the file come to. */
  hasVersions: boolean;
}

/** How a chosen file is to be taken. */
export function ImportOptions({ choices, onChange, hasVersions }: ImportOptionsProps) {
  const { format, columns, fault, replace } = choices;
  return (
    <>
      <SelectField
        label="Format"
        value={format}
        hint={format === 'JSONL' ? <JsonlForm /> : null}
        onChange={({ target }) => void inFormat(choices, target.value === 'CSV' ? 'CSV' : 'JSONL').then(onChange)}
      >
        <option value="JSONL">JSONL: a JSON object a line</option>
        <option value="CSV">CSV: the first line names the columns</option>
      </SelectField>
      {columns && !fault ? (
        <ColumnChoices {...columns} onChange={(roles) => onChange({ ...choices, columns: { ...columns, roles } })} />
      ) : null}
      {format === 'CSV' && !columns && !fault ? (
        <p className="text-sm text-muted">The columns could not be read here: the server tells them by their names.</p>
      ) : null}
      {hasVersions ? (
        <fieldset className="grid gap-2 text-sm">
          <legend className="mb-1 font-medium">Items of the latest version</legend>
          <Choice
            label="Keep them: an item of the file takes the place of the one with its external id, new ones come last"
            checked={!replace}
            onChange={() => onChange({ ...choices, replace: false })}
          />
          <Choice
            label="Replace them: the new version has exactly the items of the file"
            checked={replace}
            onChange={() => onChange({ ...choices, replace: true })}
          />
        </fieldset>
      ) : null}
    </>
  );
}

/** What a line of a JSONL file must hold. */
export function JsonlForm() {
  return (
    <>
      Each line of JSONL is an object such as <code className="font-mono break-words">{exampleLine}</code>. Only input is
      required. Name every item, or none.
    </>
  );
}

function Choice({ label, checked, onChange }: { label: string; checked: boolean; onChange: () => void }) {
  return (
    <label className="flex min-h-6 items-start gap-2">
      <input type="radio" name="replace" checked={checked} onChange={onChange} className="mt-0.5 size-4 shrink-0 accent-accent" />
      {label}
    </label>
  );
}
