import { Braces, List } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../parts/button.js';
import { TextAreaField } from '../parts/field.js';
import { groupAttributes } from '../use-form-problems.js';
import { type ConfigurationDraft, fieldsDraft, pathOf, readConfiguration } from './configuration-draft.js';
import { writtenJson } from './json.js';
import { keyOf, type ParameterField } from './parameter-fields.js';
import { ParameterInput } from './parameter-input.js';

interface ConfigurationFieldsProps {
  fields: readonly ParameterField[];
  draft: ConfigurationDraft;
  onChange: (draft: ConfigurationDraft) => void;
  /** The path of the configuration in its form. */
  root: string;
  /** What is wrong at a path of the form. */
  at: (path: string) => string | null;
}

/** Asks for a configuration: in its fields, or all of it as JSON. */
export function ConfigurationFields({ fields, draft, onChange, root, at }: ConfigurationFieldsProps) {
  const [misfit, setMisfit] = useState<string | null>(null);
  const id = useId();
  const hasOwnField = draft.form === 'json' || fields.some(({ kind }) => kind === 'rest');
  const elsewhere = misfit ?? (hasOwnField ? null : at(root));
  const other = otherForm(fields, draft);
  const change = (changed: ConfigurationDraft): void => {
    setMisfit(null);
    onChange(changed);
  };
  const turn = (): void => {
    if ('draft' in other) change(other.draft);
    else setMisfit(other.misfit);
  };
  return (
    <fieldset className="grid min-w-0 gap-3" {...groupAttributes(elsewhere, id)}>
      <legend className="mb-1 flex w-full flex-wrap items-center justify-between gap-2">
        <span className="text-sm font-semibold">Configuration</span>
        <Button
          kind="quiet"
          icon={draft.form === 'fields' ? <Braces aria-hidden size={16} /> : <List aria-hidden size={16} />}
          onClick={turn}
        >
          {draft.form === 'fields' ? 'As JSON' : 'As fields'}
        </Button>
      </legend>
      {elsewhere ? (
        <p id={id} role="alert" className="text-xs text-bad">
          {elsewhere}
        </p>
      ) : null}
      {draft.form === 'json' ? (
        <TextAreaField
          code
          label="Configuration as JSON"
          rows={10}
          spellCheck={false}
          value={draft.text}
          error={at(root)}
          onChange={(event) => change({ form: 'json', text: event.target.value })}
        />
      ) : (
        <Groups fields={fields} texts={draft.texts} root={root} at={at} onChange={(texts) => change({ form: 'fields', texts })} />
      )}
    </fieldset>
  );
}

/** The draft in its other form, or why it can't be shown so. */
function otherForm(
  fields: readonly ParameterField[],
  draft: ConfigurationDraft,
): { draft: ConfigurationDraft } | { misfit: string } {
  const read = readConfiguration(fields, draft);
  if ('misfit' in read) return { misfit: read.misfit };
  if (draft.form === 'fields') return { draft: { form: 'json', text: writtenJson(read.configuration) } };
  const inFields = fieldsDraft(fields, read.configuration);
  return inFields
    ? { draft: inFields }
    : { misfit: 'The fields can’t show all of this: go on as JSON, or leave out what they do not know.' };
}

interface GroupsProps extends Pick<ConfigurationFieldsProps, 'fields' | 'root' | 'at'> {
  texts: Record<string, string>;
  onChange: (texts: Record<string, string>) => void;
}

/** The fields, by step where there are steps. */
function Groups({ fields, texts, root, at, onChange }: GroupsProps) {
  const steps = [...new Set(fields.map(stepOf))];
  return steps.map((step) => {
    const inputs = fields
      .filter((field) => stepOf(field) === step)
      .map((field) => (
        <ParameterInput
          key={keyOf(field)}
          field={field}
          text={texts[keyOf(field)] ?? ''}
          error={at(pathOf(root, field))}
          schemaId={texts.schemaId ?? ''}
          onChange={(text) => onChange({ ...texts, [keyOf(field)]: text })}
        />
      ));
    const grid = 'grid min-w-0 gap-3 sm:grid-cols-2';
    return step === null ? (
      <div key="" className={grid}>
        {inputs}
      </div>
    ) : (
      <fieldset key={step} className="min-w-0 rounded-md border border-line p-3 pt-1">
        <legend className="px-1 font-mono text-sm">{step}</legend>
        <div className={grid}>{inputs}</div>
      </fieldset>
    );
  });
}

function stepOf({ path }: ParameterField): string | null {
  return path.length > 1 ? (path[0] ?? null) : null;
}
