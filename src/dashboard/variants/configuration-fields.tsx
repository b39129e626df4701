import { Braces, List } from 'lucide-react';
import { useState } from 'react';
import { type Problem, problemOf } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { TextAreaField } from '../parts/field.js';
import { type ConfigurationDraft, fieldsDraft, pathOf, readConfiguration } from './configuration-draft.js';
import { writtenJson } from './json.js';
import { keyOf, type ParameterField } from './parameter-fields.js';
import { ParameterInput } from './parameter-input.js';

interface ConfigurationFieldsProps {
  fields: readonly ParameterField[];
  draft: ConfigurationDraft;
  onChange: (draft: ConfigurationDraft) => void;
  /** Shown here, where it is about `configuration` or something in it. */
  problem: Problem | null;
}

/** Asks for a configuration: in its fields, or all of it as JSON. */
export function ConfigurationFields({ fields, draft, onChange, problem }: ConfigurationFieldsProps) {
  const [misfit, setMisfit] = useState<string | null>(null);
  const other = otherForm(fields, draft);
  const turn = (): void => {
    setMisfit('misfit' in other ? other.misfit : null);
    if ('draft' in other) onChange(other.draft);
  };
  return (
    <fieldset className="grid min-w-0 gap-3">
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
      {draft.form === 'json' ? (
        <TextAreaField
          code
          label="Configuration as JSON"
          rows={10}
          spellCheck={false}
          value={draft.text}
          error={misfit ?? problemOf(problem, 'configuration')}
          onChange={(event) => onChange({ form: 'json', text: event.target.value })}
        />
      ) : (
        <>
          <Elsewhere fields={fields} problem={problem} misfit={misfit} />
          <Groups
            fields={fields}
            texts={draft.texts}
            problem={problem}
            onChange={(texts) => onChange({ form: 'fields', texts })}
          />
        </>
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

interface GroupsProps {
  fields: readonly ParameterField[];
  texts: Record<string, string>;
  problem: Problem | null;
  onChange: (texts: Record<string, string>) => void;
}

/** The fields, by step where there are steps. */
function Groups({ fields, texts, problem, onChange }: GroupsProps) {
  const steps = [...new Set(fields.map(stepOf))];
  return steps.map((step) => {
    const inputs = fields
      .filter((field) => stepOf(field) === step)
      .map((field) => (
        <ParameterInput
          key={keyOf(field)}
          field={field}
          text={texts[keyOf(field)] ?? ''}
          error={problemOf(problem, pathOf(field))}
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

/** What is wrong with the configuration, but with none of its fields. */
function Elsewhere({ fields, problem, misfit }: Pick<GroupsProps, 'fields' | 'problem'> & { misfit: string | null }) {
  const isAtField = fields.some(({ kind, path }) => kind !== 'rest' && problemOf(problem, pathOf({ path })) !== null);
  const message = misfit ?? (isAtField ? null : problemOf(problem, 'configuration'));
  if (!message) return null;
  return (
    <p role="alert" className="text-xs text-bad">
      {message}
    </p>
  );
}
