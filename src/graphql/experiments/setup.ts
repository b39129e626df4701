import { type Selection, selectionKinds } from '../../domain/datasets/selection.js';
import type { PositionedItem } from '../../domain/datasets/items.js';
import { selectionOf } from '../../domain/experiments/setup.js';
import type { StepInScope } from '../../domain/steps/scope.js';
import { builder } from '../builder.js';
import { afterNumber, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { DatasetItemConnection } from '../datasets/types.js';
import { EndpointRef } from '../endpoints/types.js';
import { InferenceStepKindEnum } from '../enums.js';
import { InferenceStepRef, StepParameterRef } from '../steps/types.js';
import { ExperimentRef } from './types.js';

const kindDescriptions: Record<Selection['kind'], string> = {
  ALL: 'All of them.',
  LIST: 'Those of these names.',
  FILTER: 'Those whose metadata contains an object.',
  SAMPLE: 'So many, drawn by a seed.',
};

const TaskSelectionKindEnum = builder.enumType('TaskSelectionKind', {
  description: 'How tasks are chosen among the items of the dataset version.',
  values: Object.fromEntries(selectionKinds.map((kind) => [kind, { description: kindDescriptions[kind] }])) as Record<
    Selection['kind'],
    { description: string }
  >,
});

const TaskSelectionRef = builder.objectRef<Selection>('TaskSelection').implement({
  description: 'How the tasks of an experiment were chosen. Another dataset version is chosen from in the same way.',
  fields: (t) => ({
    kind: t.expose('kind', { type: TaskSelectionKindEnum, description: 'How they were chosen.' }),
    externalIds: t.stringList({
      nullable: true,
      description: 'Of a LIST: the items named, in alphabetical order.',
      resolve: (selection) => (selection.kind === 'LIST' ? selection.externalIds : null),
    }),
    metadata: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Of a FILTER, or a SAMPLE of some: what the metadata of the items contains.',
      resolve: (selection) => ('metadata' in selection ? selection.metadata : null),
    }),
    size: t.int({
      nullable: true,
      description: 'Of a SAMPLE: how many were drawn.',
      resolve: (selection) => (selection.kind === 'SAMPLE' ? selection.size : null),
    }),
    seed: t.string({
      nullable: true,
      description: 'Of a SAMPLE: what they were drawn by.',
      resolve: (selection) => (selection.kind === 'SAMPLE' ? selection.seed : null),
    }),
  }),
});

const ExperimentStepRef = builder.objectRef<StepInScope>('ExperimentStep').implement({
  description: 'An inference step that an experiment has in scope.',
  fields: (t) => ({
    step: t.field({
      type: InferenceStepRef,
      description: 'The inference step, as it is now.',
      authScopes: { key: true },
      resolve: ({ stepId }, _args, { loaders }) => loaders.inferenceSteps.load(stepId),
    }),
    externalId: t.exposeString('externalId', { description: 'What the application calls it.' }),
    kind: t.expose('kind', { type: InferenceStepKindEnum, description: 'What it does.' }),
    overridableParameters: t.field({
      type: [StepParameterRef],
      description: 'The parameters that variants may override, as the step accepted them when it was taken into scope.',
      resolve: ({ parameters }) => parameters.filter(({ overridable }) => overridable),
    }),
  }),
});

builder.prismaObjectFields(ExperimentRef, (t) => ({
  endpoint: t.field({
    type: EndpointRef,
    nullable: true,
    description: 'The app that a WEBHOOK experiment calls.',
    authScopes: { key: true },
    resolve: ({ endpointId }, _args, { loaders }) => (endpointId === null ? null : loaders.endpoints.load(endpointId)),
  }),
  steps: t.field({
    type: [ExperimentStepRef],
    description: 'The inference steps that it has in scope, in their order: none where it is no WEBHOOK experiment.',
    resolve: ({ id }, _args, { loaders }) => loaders.stepsInScope.load(id),
  }),
  taskSelection: t.field({
    type: TaskSelectionRef,
    nullable: true,
    description: 'How its tasks were chosen; null: nothing was, and new runs go over all items of the dataset version.',
    resolve: selectionOf,
  }),
  taskCount: t.int({
    nullable: true,
    description: 'How many tasks it has: the items that new runs go over; null without a dataset.',
    resolve: async ({ taskVersionId, datasetVersionId }, _args, { loaders }) => {
      const versionId = taskVersionId ?? datasetVersionId;
      return versionId === null ? null : (await loaders.datasetVersions.load(versionId)).itemCount;
    },
  }),
  tasks: t.field({
    type: DatasetItemConnection,
    description: 'Its tasks, in the dataset’s order: the items that new runs go over.',
    args: pageArgs,
    complexity: pageComplexity,
    resolve: async ({ taskVersionId, datasetVersionId }, args, { loaders }) => {
      const versionId = taskVersionId ?? datasetVersionId;
      const key = versionId && { parentId: versionId, limit: pageSize(args) + 1, after: afterNumber(args) };
      return pageOf<PositionedItem>(key ? await loaders.pages.items.load(key) : [], args, ({ position }) => String(position));
    },
  }),
}));
