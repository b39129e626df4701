import type { FormField, FormFields } from '../use-form-problems.js';
import { type ConfigurationDraft, pathOf, readValue } from './configuration-draft.js';
import { readJsonObject } from './json.js';
import { keyOf, type ParameterField } from './parameter-fields.js';

/**
 * The fields of a configuration, as those of a form.
 *
 * @param root the path of the configuration itself. What is wrong with it and with none of its fields is said there.
 */
export function configurationFormFields(root: string, fields: readonly ParameterField[], draft: ConfigurationDraft): FormFields {
  if (draft.form === 'json') {
    const read = readJsonObject(draft.text);
    return { [root]: { label: 'Configuration as JSON', value: draft.text, misfit: 'misfit' in read ? read.misfit : null } };
  }
  return {
    [root]: { label: 'Configuration', value: draft.texts },
    ...Object.fromEntries(fields.map((field) => [pathOf(root, field), formFieldOf(field, draft.texts[keyOf(field)] ?? '')])),
  };
}

function formFieldOf(field: ParameterField, text: string): FormField {
  const { label, required } = field;
  if (text.trim() === '') return { label, value: text, misfit: required ? `“${label}” is missing.` : null };
  const read = readValue(field, text);
  return { label, value: text, misfit: 'misfit' in read ? read.misfit : null };
}
