import type { FormFields } from '../use-form-problems.js';
import { readValue, writtenValue } from './configuration-draft.js';
import { type ConfigurationType, fieldsOf, type ParameterField, type StepOfConfiguration } from './parameter-fields.js';

/** The one change of a variant while it is being written: the value as it stands in its field. */
export interface OverrideDraft {
  /** Null where configurations have no steps. */
  step: string | null;
  parameter: string;
  text: string;
}

interface Override {
  step: string | null;
  parameter: string;
  value: unknown;
}

/** What a draft comes to, or what is wrong with it, and where, as the API would say it: `override.value`. */
export type ReadOverride = { override: Override } | { field: string; misfit: string };

/** The fields of what a variant may change. @param steps those in scope, with the parameters that variants may override. */
export function overrideFieldsOf(type: ConfigurationType, steps: readonly StepOfConfiguration[]): ParameterField[] {
  return fieldsOf(type, steps).filter(({ kind }) => kind !== 'rest');
}

/** The field for the value of a parameter: one that is not known here takes any JSON. */
export function fieldOfOverride(
  fields: readonly ParameterField[],
  { step, parameter }: Pick<OverrideDraft, 'step' | 'parameter'>,
): ParameterField {
  const path = step === null ? [parameter] : [step, parameter];
  const known = fields.find(
    (field) => field.path.length === path.length && field.path.every((key, place) => key === path[place]),
  );
  return known ?? { kind: 'json', path, label: parameter, hint: 'JSON: a text stands in quotes, such as "fast".' };
}

export function draftOfOverride(fields: readonly ParameterField[], { step, parameter, value }: Override): OverrideDraft {
  return { step, parameter, text: writtenValue(fieldOfOverride(fields, { step, parameter }), value) };
}

/** The override that a draft comes to. An empty text is a value of its own; anything else has to be given. */
export function readOverride(fields: readonly ParameterField[], draft: OverrideDraft): ReadOverride {
  const { step, parameter, text } = draft;
  if (parameter === '') return { field: 'override.parameter', misfit: 'Choose the parameter to change.' };
  const field = fieldOfOverride(fields, draft);
  const isText = field.kind === 'text' || field.kind === 'line';
  if (text.trim() === '' && !isText) return { field: 'override.value', misfit: 'Give the value that it is to have.' };
  const read = readValue(field, text);
  if ('misfit' in read) return { field: 'override.value', misfit: read.misfit };
  return { override: { step, parameter, value: read.value } };
}

/** The fields of an override, as those of a form. */
export function overrideFormFields(fields: readonly ParameterField[], draft: OverrideDraft): FormFields {
  const read = readOverride(fields, draft);
  const misfitAt = (path: string): string | null => ('misfit' in read && read.field === path ? read.misfit : null);
  return {
    'override.step': { label: 'Step', value: draft.step },
    'override.parameter': { label: 'Parameter', value: draft.parameter, misfit: misfitAt('override.parameter') },
    'override.value': { label: 'New value', value: draft.text, misfit: misfitAt('override.value') },
  };
}
