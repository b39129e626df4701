import { isJsonObject, isSameJson, type JsonObject, type ReadJson, readJson, readJsonObject, writtenJson } from './json.js';
import { keyOf, type ParameterField } from './parameter-fields.js';

/** A configuration while it is being written: what stands in its fields, by {@link keyOf}, or all of it as JSON. */
export type ConfigurationDraft = { form: 'fields'; texts: Record<string, string> } | { form: 'json'; text: string };

export const emptyDraft: ConfigurationDraft = { form: 'fields', texts: {} };

/** What a draft comes to, or what is wrong with it, and where, as the API would say it: `configuration.temperature`. */
export type ReadConfiguration = { configuration: JsonObject } | { field: string; misfit: string };

/** The draft of a configuration that there is: in fields, where they can show all of it. */
export function draftOf(fields: readonly ParameterField[], configuration: JsonObject): ConfigurationDraft {
  return fieldsDraft(fields, configuration) ?? { form: 'json', text: writtenJson(configuration) };
}

/** A configuration in fields; null where they can't show all of it, such as an empty text. */
export function fieldsDraft(fields: readonly ParameterField[], configuration: JsonObject): ConfigurationDraft | null {
  const texts = Object.fromEntries(
    fields.flatMap((field) => {
      const value = field.kind === 'rest' ? keysWithoutField(fields, configuration) : valueAt(configuration, field.path);
      return value === undefined ? [] : [[keyOf(field), writtenValue(field, value)]];
    }),
  );
  const draft: ConfigurationDraft = { form: 'fields', texts };
  const read = readConfiguration(fields, draft);
  return 'configuration' in read && isSameJson(read.configuration, configuration) ? draft : null;
}

/** The configuration that a draft comes to. What is left empty is left out. */
export function readConfiguration(fields: readonly ParameterField[], draft: ConfigurationDraft): ReadConfiguration {
  if (draft.form === 'json') {
    const read = readJsonObject(draft.text);
    return 'misfit' in read ? { field: 'configuration', misfit: read.misfit } : { configuration: read.value };
  }
  let configuration: JsonObject = {};
  for (const field of fields) {
    const text = draft.texts[keyOf(field)] ?? '';
    if (text.trim() === '') continue;
    const read = readValue(field, text);
    if ('misfit' in read) return { field: pathOf('configuration', field), misfit: read.misfit };
    configuration = withValue(configuration, field.path, read.value);
  }
  return { configuration };
}

/** Where something is said to be wrong with a field. @param root where that is said of the whole configuration. */
export function pathOf(root: string, { path }: Pick<ParameterField, 'path'>): string {
  return [root, ...path].join('.');
}

/** What a configuration says at a path; undefined: nothing. */
export function valueAt(configuration: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (isJsonObject(part) && Object.hasOwn(part, key) ? part[key] : undefined),
    configuration,
  );
}

/** A value as it stands in its field. */
export function writtenValue({ kind }: Pick<ParameterField, 'kind'>, value: unknown): string {
  if (kind === 'rest') return isSameJson(value, {}) ? '' : writtenJson(value);
  if (kind === 'json') return writtenJson(value);
  if (kind === 'choice') return JSON.stringify(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value that stands in a field, which is not empty. */
export function readValue({ kind }: Pick<ParameterField, 'kind'>, text: string): ReadJson<unknown> {
  switch (kind) {
    case 'line':
    case 'text':
    case 'model':
    case 'endpoint':
    case 'schema':
      return { value: text };
    case 'number':
    case 'schemaVersion': {
      const value = Number(text);
      return Number.isFinite(value) ? { value } : { misfit: 'Give a number.' };
    }
    case 'flag':
    case 'choice':
    case 'json':
      return readJson(text);
    case 'rest':
      return readJsonObject(text);
  }
}

function keysWithoutField(fields: readonly ParameterField[], configuration: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(configuration).filter(([key]) => !fields.some(({ path }) => path[0] === key)));
}

function withValue(configuration: JsonObject, path: readonly string[], value: unknown): JsonObject {
  const [key, ...below] = path;
  if (key === undefined) return isJsonObject(value) ? { ...value, ...configuration } : configuration;
  const present = configuration[key];
  return { ...configuration, [key]: below.length === 0 ? value : withValue(isJsonObject(present) ? present : {}, below, value) };
}
