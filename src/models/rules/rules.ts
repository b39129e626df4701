import type { Json, JsonObject } from '../../json.js';
import type { Field } from './field.js';
import { type Form, labelsOf, readForm } from './form.js';
import type { Sheet } from './label.js';
import { allByLabel, findByLabel } from './labels.js';
import { findByLine } from './lines.js';
import { readPage } from './page.js';
import { findByShape } from './shapes.js';

/** The strategies of the built-in provider `rules`, which are its models, and what each goes by. */
export const rulesStrategies = {
  labels: 'The value directly after its label, where that opens a line or has a colon',
  lines: 'The value right of or below its label, anywhere in a line; the last one for amounts',
  shapes: 'The value that looks right: names from the letterhead, the largest amount near its label',
} as const;
export type RulesStrategy = keyof typeof rulesStrategies;

const finders: Record<RulesStrategy, (field: Field, sheet: Sheet) => Json | undefined> = {
  labels: findByLabel,
  lines: findByLine,
  shapes: findByShape,
};

export function isRulesStrategy(name: string): name is RulesStrategy {
  return Object.hasOwn(rulesStrategies, name);
}

/**
 * Fills a JSON Schema from the text of a document without a model: a baseline that any model has to beat. It goes by what
 * the schema says alone: names, `title`, `description`, `type`, `format`, `enum`, `pattern`, and further labels in
 * `x-labels`. Numbers come as numbers, dates of `format: date` as `YYYY-MM-DD` (day first where both readings are dates),
 * other strings as written. What is not found is null where the schema allows it, and left out otherwise.
 *
 * Pure, and linear in the length of the document.
 */
export function extractByRules(strategy: RulesStrategy, jsonSchema: JsonObject, document: string): JsonObject {
  const form = readForm(jsonSchema);
  if (form?.shape !== 'object') return {};
  const sheet: Sheet = { lines: readPage(document), labels: labelsOf(form) };
  return fill(form.properties, finders[strategy], sheet);
}

function fill(properties: readonly [string, Form][], find: (typeof finders)[RulesStrategy], sheet: Sheet): JsonObject {
  const found = properties.flatMap(([name, form]): [string, Json][] => {
    const value = filled(form, find, sheet) ?? (form.nullable ? null : undefined);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(found);
}

function filled(form: Form, find: (typeof finders)[RulesStrategy], sheet: Sheet): Json | undefined {
  if (form.shape === 'field') return find(form.field, sheet);
  if (form.shape === 'object') {
    const object = fill(form.properties, find, sheet);
    return Object.values(object).some((value) => value !== null) ? object : undefined;
  }
  const values = allByLabel(form.field, sheet);
  return values.length > 0 ? values : undefined;
}
