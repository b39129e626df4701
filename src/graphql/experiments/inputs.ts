import type { SetupInput } from '../../domain/experiments/setup.js';
import { builder } from '../builder.js';
import { givenId, givenIdOrNone } from '../ids.js';
import { givenObjectOrNone } from '../inputs.js';

const TaskSampleInput = builder.inputType('TaskSampleInput', {
  description: 'Items that are drawn by chance, always the same for a seed. A larger sample has all items of a smaller one.',
  fields: (t) => ({
    size: t.int({ required: true, description: 'How many, from 1 on.' }),
    seed: t.string({ description: 'Any text; another one draws others. Samples without one are drawn by the same.' }),
    metadata: t.field({ type: 'JSON', description: 'An object: they are drawn from the items whose metadata contains it.' }),
  }),
});

export const TaskSelectionInput = builder.inputType('TaskSelectionInput', {
  description: 'Which items of the dataset version are the tasks, in one of four ways.',
  isOneOf: true,
  fields: (t) => ({
    all: t.boolean({ description: 'True: all of them.' }),
    externalIds: t.stringList({ description: 'Those of these names, at most 10,000.' }),
    metadata: t.field({
      type: 'JSON',
      description: 'An object: those whose metadata contains it, so `{"topic": "refunds"}` takes all that have this topic.',
    }),
    sample: t.field({ type: TaskSampleInput, description: 'So many, drawn by chance.' }),
  }),
});

export const ExperimentStepInput = builder.inputType('ExperimentStepInput', {
  description: 'An inference step to have in scope.',
  fields: (t) => ({
    stepId: t.id({ required: true, description: 'The inference step.' }),
    parameters: t.stringList({
      description: 'The names of the parameters that variants may override; all that it accepts when it is left out.',
    }),
  }),
});

/** The setup that a mutation was given, its ids decoded. */
export function givenSetup({
  datasetVersionId,
  tasks,
  endpointId,
  steps,
}: {
  datasetVersionId?: string | null;
  tasks?: typeof TaskSelectionInput.$inferInput | null;
  endpointId?: string | null;
  steps?: (typeof ExperimentStepInput.$inferInput)[] | null;
}) {
  const sample = tasks?.sample;
  return {
    datasetVersionId: givenIdOrNone('datasetVersion', datasetVersionId, 'datasetVersionId'),
    tasks: tasks && {
      ...tasks,
      metadata: givenObjectOrNone(tasks.metadata, 'tasks.metadata'),
      sample: sample && { ...sample, metadata: givenObjectOrNone(sample.metadata, 'tasks.sample.metadata') },
    },
    endpointId: givenIdOrNone('endpoint', endpointId, 'endpointId'),
    steps:
      steps === null
        ? null
        : steps?.map((step, place) => ({
            ...step,
            stepId: givenId('inferenceStep', step.stepId, `steps[${place}].stepId`),
          })),
  } satisfies SetupInput;
}
