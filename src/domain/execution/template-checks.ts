import type { TemplateSpans } from 'mustache';
import { ValidationError } from '../../failures.js';
import type { Json } from '../../json.js';
import type { Item } from './executor.js';
import { descend, TemplateTooLarge, templateOf, visible } from './template.js';

/**
 * Checks a template by itself, when it is saved.
 *
 * @returns INVALID_TEMPLATE where it does not parse, UNKNOWN_FIELD where it names what no item has, or null.
 */
export function checkTemplate(source: string, field: string): ValidationError | null {
  try {
    return refusalOf(templateOf(source).spans, field);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return new ValidationError(`${field} is not a Mustache template: ${reason}. A field of the item is written {{input.name}}.`, {
      code: 'INVALID_TEMPLATE',
      field,
    });
  }
}

/** UNKNOWN_FIELD for the first variable that every one of the items lacks, or null. */
export function checkTemplateFields(source: string, items: Item[], field: string): ValidationError | null {
  const [first, ...others] = items;
  if (!first) return null;
  const template = templateOf(source);
  let lacking: string[];
  try {
    lacking = template.render(first).missing;
    for (const item of others) {
      if (lacking.length === 0) return null;
      const { missing } = template.render(item);
      lacking = lacking.filter((name) => missing.includes(name));
    }
  } catch (error) {
    if (!(error instanceof TemplateTooLarge)) throw error;
    return new ValidationError(`${field}: ${error.message}`, { code: 'INVALID_TEMPLATE', field });
  }
  const [name] = lacking;
  if (name === undefined) return null;
  return new ValidationError(`${field} names {{${name}}}, which the dataset's items lack. ${fieldsThereAre(name, first)}`, {
    code: 'UNKNOWN_FIELD',
    field,
  });
}

/** @param inside a section over something: a name there may mean a field of it, which only an item can tell. */
function refusalOf(spans: TemplateSpans, field: string, inside = false): ValidationError | null {
  for (const [type, name, , , inner] of spans) {
    if (type === '>') {
      const message = `${field} includes {{>${name}}}, and there are no partials here. Write its text into the template.`;
      return new ValidationError(message, { code: 'INVALID_TEMPLATE', field });
    }
    if (type !== 'name' && type !== '&' && type !== '#' && type !== '^') continue;
    const [root] = name.split('.');
    if (!inside && !visible.some((part) => part === root)) return unknownRoot(name, field);
    const refusal = Array.isArray(inner) ? refusalOf(inner, field, inside || type === '#') : null;
    if (refusal) return refusal;
  }
  return null;
}

function unknownRoot(name: string, field: string): ValidationError {
  const hint =
    name.split('.')[0] === 'expectedOutput'
      ? 'The expected output is not shown to variants.'
      : /^[\w-]/.test(name)
        ? `Did you mean {{input.${name}}}?`
        : 'A field of the item is written {{input.name}}.';
  return new ValidationError(`${field} names {{${name}}}, but a template sees ${visible.join(', ')} alone. ${hint}`, {
    code: 'UNKNOWN_FIELD',
    field,
  });
}

function fieldsThereAre(name: string, item: Item): string {
  const path = name.split('.');
  const view: Json = { input: item.input, metadata: item.metadata, externalId: item.externalId };
  let depth = path.length - 1;
  while (depth > 0 && descend(view, path.slice(0, depth)) === undefined) depth -= 1;
  const parent = path.slice(0, depth).join('.') || 'item';
  const value = depth > 0 ? descend(view, path.slice(0, depth)) : view;
  if (typeof value !== 'object' || value === null) return `Their ${parent} is not an object: write {{${parent}}}.`;
  const fields = Object.keys(value);
  return fields.length > 0 ? `Their ${parent} has: ${fields.join(', ')}.` : `Their ${parent} has no fields.`;
}
