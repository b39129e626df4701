import { answerInput } from '../experiment/answer-draft.js';
import { stepsInput, tasksInput } from '../setup/read-setup.js';
import { type ConfigurationDraft, readConfiguration } from '../variants/configuration-draft.js';
import { isJsonObject, type JsonObject } from '../variants/json.js';
import { fieldsOf, type ParameterField, type StepOfConfiguration } from '../variants/parameter-fields.js';
import { evaluatorFieldsOf } from './evaluator-fields.js';
import { type ExperimentDraft, firstVariants, hasBaseline } from './experiment-draft.js';
import type { AddEvaluatorInput, AddVariantInput, CreateExperimentInput } from './generated.js';

/** All that is to be saved, in the order in which it is. */
export interface Plan {
  experiment: CreateExperimentInput;
  variants: { key: number; input: Omit<AddVariantInput, 'experimentId'> }[];
  evaluators: { key: number; input: Omit<AddEvaluatorInput, 'experimentId'> }[];
  /** Null: nothing is started. */
  start: { trials: number } | null;
}

/** What a draft comes to, in the fields of which the form has found nothing wrong. All else is the API’s to judge. */
export function planOf(draft: ExperimentDraft): Plan {
  return {
    experiment: experimentOf(draft),
    variants: firstVariants(draft).map(({ key, name, configuration }) => {
      const given = configurationOf(fieldsOf(draft.type, draft.steps), configuration);
      const whole = draft.type === 'WEBHOOK' ? withPresentValues(draft.steps, given) : given;
      return { key, input: { name, configuration: whole, baseline: hasBaseline(draft) } };
    }),
    evaluators: draft.evaluators.map(({ key, name, kind, threshold, configuration }) => ({
      key,
      input: {
        name,
        kind,
        configuration: configurationOf(evaluatorFieldsOf(kind), configuration),
        threshold: threshold.trim() === '' ? null : Number(threshold),
      },
    })),
    start: draft.start ? { trials: Number(draft.trials) } : null,
  };
}

function experimentOf(draft: ExperimentDraft): CreateExperimentInput {
  const { name, description, type, datasetVersionId, tasks, endpointId, steps, answer } = draft;
  return {
    name,
    type,
    description: description.trim() || null,
    // Tasks are items of a version: without one there are none to choose.
    ...(datasetVersionId ? { datasetVersionId, tasks: tasksInput(tasks) } : { datasetVersionId: null, tasks: null }),
    ...(type === 'WEBHOOK' ? { endpointId: endpointId || null, steps: stepsInput(steps) } : {}),
    comparedAnswer: answerInput(answer),
  };
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

function configurationOf(fields: readonly ParameterField[], draft: ConfigurationDraft): JsonObject {
  const read = readConfiguration(fields, draft);
  if ('misfit' in read) throw new Error(`${read.field} was not checked: ${read.misfit}`);
  return read.configuration;
}
