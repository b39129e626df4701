import { useId } from 'react';
import { SelectField, TextField } from '../parts/field.js';
import { valueAt } from './configuration-draft.js';
import { isJsonObject, shortJson } from './json.js';
import { fieldOfOverride, type OverrideDraft } from './override-draft.js';
import type { ParameterField, StepOfConfiguration } from './parameter-fields.js';
import { ParameterInput } from './parameter-input.js';

interface OverrideFieldsProps {
  /** The steps in scope; none where configurations have no steps. */
  steps: readonly StepOfConfiguration[];
  /** What may be changed. */
  fields: readonly ParameterField[];
  /** Whether any key may be changed, also one that has no field. */
  open: boolean;
  /** What the parent runs with. */
  configuration: unknown;
  draft: OverrideDraft;
  onChange: (draft: OverrideDraft) => void;
  /** What is wrong at a path of the form. */
  at: (path: string) => string | null;
}

/** The one parameter that a variant changes on top of its parent, beside what that has at present. */
export function OverrideFields({ steps, fields, open, configuration, draft, onChange, at }: OverrideFieldsProps) {
  const { step, parameter, text } = draft;
  const field = fieldOfOverride(fields, draft);
  const present = valueAt(configuration, field.path);
  const schemaId = valueAt(configuration, ['schemaId']);
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-sm font-semibold">The one change</legend>
      <div className="grid min-w-0 gap-3 sm:grid-cols-2">
        {steps.length > 0 ? (
          <SelectField
            label="Step"
            value={step ?? ''}
            error={at('override.step')}
            onChange={(event) => onChange({ step: event.target.value || null, parameter: '', text: '' })}
          >
            <option value="">Choose …</option>
            {steps.map(({ externalId }) => (
              <option key={externalId} value={externalId}>
                {externalId}
              </option>
            ))}
          </SelectField>
        ) : null}
        <ParameterChoice
          open={open}
          names={namesOf(open, fields, step, configuration)}
          value={parameter}
          error={at('override.parameter')}
          onChange={(name) => onChange({ step, parameter: name, text: '' })}
        />
        {parameter === '' ? null : (
          <>
            <p className="text-sm break-words sm:col-span-2">
              <span className="text-muted">Its parent has: </span>
              <span className="font-mono whitespace-pre-wrap">{present === undefined ? 'nothing' : shortJson(present)}</span>
            </p>
            <ParameterInput
              key={`${step}/${parameter}`}
              field={{ ...field, label: 'New value' }}
              text={text}
              error={at('override.value')}
              schemaId={typeof schemaId === 'string' ? schemaId : ''}
              nothing="Choose …"
              onChange={(value) => onChange({ ...draft, text: value })}
            />
          </>
        )}
      </div>
    </fieldset>
  );
}

function namesOf(open: boolean, fields: readonly ParameterField[], step: string | null, configuration: unknown): string[] {
  const known = fields
    .filter(({ path }) => (step === null ? path.length === 1 : path[0] === step))
    .map(({ path }) => path.at(-1) ?? '');
  return open && isJsonObject(configuration) ? [...new Set([...known, ...Object.keys(configuration)])] : known;
}

interface ParameterChoiceProps {
  open: boolean;
  names: readonly string[];
  value: string;
  error: string | null;
  onChange: (name: string) => void;
}

function ParameterChoice({ open, names, value, error, onChange }: ParameterChoiceProps) {
  const id = useId();
  if (open)
    return (
      <>
        <TextField
          label="Parameter"
          hint="A key of the configuration."
          list={id}
          autoComplete="off"
          spellCheck={false}
          value={value}
          error={error}
          onChange={(event) => onChange(event.target.value)}
        />
        <datalist id={id}>
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </>
    );
  return (
    <SelectField label="Parameter" value={value} error={error} onChange={(event) => onChange(event.target.value)}>
      <option value="">Choose …</option>
      {value === '' || names.includes(value) ? null : <option value={value}>{value}</option>}
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
