import { readConfiguration } from '../variants/configuration-draft.js';
import { isJsonObject, type JsonObject, readJsonObject } from '../variants/json.js';
import { fieldsOf, type StepOfConfiguration } from '../variants/parameter-fields.js';
import { evaluatorFieldsOf } from './evaluator-fields.js';
import {
  type EvaluatorDraft,
  type ExperimentDraft,
  firstVariants,
  hasBaseline,
  type TasksDraft,
  type VariantDraft,
} from './experiment-draft.js';
import type { AddEvaluatorInput, AddVariantInput, CreateExperimentInput, TaskSelectionInput } from './generated.js';

/** A part of a new experiment, each of which is saved by a mutation of its own. */
export type Part = { of: 'experiment' } | { of: 'variant'; key: number } | { of: 'evaluator'; key: number } | { of: 'start' };

/** What is wrong before the API is asked, and where: a field as the API would name it. */
export interface Misfit {
  part: Part;
  field: string;
  message: string;
}

type Read<Value> = { value: Value } | { misfit: Misfit };

/** All that is to be saved, in the order in which it is. */
export interface Plan {
  experiment: CreateExperimentInput;
  variants: { key: number; input: Omit<AddVariantInput, 'experimentId'> }[];
  evaluators: { key: number; input: Omit<AddEvaluatorInput, 'experimentId'> }[];
  /** Null: nothing is started. */
  start: { trials: number } | null;
}

/** What a draft comes to, or the first thing in it that can’t be sent, such as JSON that is none. All else is the API’s to judge. */
export function planOf(draft: ExperimentDraft): Read<Plan> {
  const tasks = readTasks(draft.tasks);
  if ('misfit' in tasks) return tasks;
  const variants = readAll(firstVariants(draft), (variant) => readVariant(draft, variant));
  if ('misfit' in variants) return variants;
  const evaluators = readAll(draft.evaluators, readEvaluator);
  if ('misfit' in evaluators) return evaluators;
  const trials = Number(draft.trials);
  if (draft.start && !isCount(trials)) return misfit({ of: 'start' }, 'trials', 'Give a whole number from 1.');
  return {
    value: {
      experiment: experimentOf(draft, tasks.value),
      variants: variants.value,
      evaluators: evaluators.value,
      start: draft.start ? { trials } : null,
    },
  };
}

function experimentOf(draft: ExperimentDraft, tasks: TaskSelectionInput): CreateExperimentInput {
  const { name, description, type, datasetVersionId, endpointId, steps, compared } = draft;
  return {
    name,
    type,
    description: description.trim() || null,
    // Tasks are items of a version: without one there are none to choose.
    ...(datasetVersionId ? { datasetVersionId, tasks } : { datasetVersionId: null, tasks: null }),
    ...(type === 'WEBHOOK'
      ? {
          endpointId: endpointId || null,
          steps: steps.map(({ id, overridable }) => ({ stepId: id, parameters: [...overridable] })),
        }
      : {}),
    comparedAnswer:
      compared.pointer || compared.extract ? { pointer: compared.pointer || null, extract: compared.extract || null } : null,
  };
}

/** The tasks as the API takes them. */
function readTasks({ way, names, metadata, size, seed }: TasksDraft): Read<TaskSelectionInput> {
  switch (way) {
    case 'all':
      return { value: { all: true } };
    case 'externalIds':
      return { value: { externalIds: namesIn(names) } };
    case 'metadata': {
      const read = readMetadata(metadata, 'tasks.metadata');
      return 'misfit' in read ? read : { value: { metadata: read.value } };
    }
    case 'sample': {
      if (!isCount(Number(size))) return misfit({ of: 'experiment' }, 'tasks.sample.size', 'Give a whole number from 1.');
      const read = metadata.trim() === '' ? { value: null } : readMetadata(metadata, 'tasks.sample.metadata');
      if ('misfit' in read) return read;
      return { value: { sample: { size: Number(size), seed: seed.trim() || null, metadata: read.value } } };
    }
  }
}

/** The names in a text that has one a line. */
export function namesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readMetadata(text: string, field: string): Read<JsonObject> {
  const read = readJsonObject(text);
  return 'misfit' in read ? misfit({ of: 'experiment' }, field, read.misfit) : read;
}

function readVariant(draft: ExperimentDraft, { key, name, configuration }: VariantDraft): Read<Plan['variants'][number]> {
  const read = readConfiguration(fieldsOf(draft.type, draft.steps), configuration);
  if ('misfit' in read) return misfit({ of: 'variant', key }, read.field, read.misfit);
  const whole = draft.type === 'WEBHOOK' ? withPresentValues(draft.steps, read.configuration) : read.configuration;
  return { value: { key, input: { name, configuration: whole, baseline: hasBaseline(draft) } } };
}

/**
 * A configuration with what the steps use at present in place of what it leaves out, as far as that is known: as the API fills
 * it when a variant is added, so that one that is changed later comes to the same.
 */
export function withPresentValues(steps: readonly StepOfConfiguration[], configuration: JsonObject): JsonObject {
  const filled = steps.flatMap(({ externalId, parameters }) => {
    const given = configuration[externalId];
    const known = parameters.filter((parameter) => parameter.default !== null);
    if (known.length === 0 || (given !== undefined && !isJsonObject(given))) return [];
    return [[externalId, { ...Object.fromEntries(known.map((each) => [each.name, each.default])), ...given }] as const];
  });
  return { ...configuration, ...Object.fromEntries(filled) };
}

function readEvaluator({ key, name, kind, threshold, configuration }: EvaluatorDraft): Read<Plan['evaluators'][number]> {
  const part: Part = { of: 'evaluator', key };
  const read = readConfiguration(evaluatorFieldsOf(kind), configuration);
  if ('misfit' in read) return misfit(part, read.field, read.misfit);
  const least = threshold.trim() === '' ? null : Number(threshold);
  if (Number.isNaN(least)) return misfit(part, 'threshold', 'Give a number from 0 to 1.');
  return { value: { key, input: { name, kind, configuration: read.configuration, threshold: least } } };
}

function readAll<Entry, Value>(entries: readonly Entry[], read: (entry: Entry) => Read<Value>): Read<Value[]> {
  const values: Value[] = [];
  for (const entry of entries) {
    const each = read(entry);
    if ('misfit' in each) return each;
    values.push(each.value);
  }
  return { value: values };
}

/** Whether a number is one that the API’s type Int takes, from 1. */
function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 2_147_483_647;
}

function misfit(part: Part, field: string, message: string): { misfit: Misfit } {
  return { misfit: { part, field, message } };
}
