import { builder } from '../builder.js';
import { ExperimentTypeEnum } from '../enums.js';
import { RunRef } from '../runs/types.js';

export const VariantRef = builder.prismaNode('Variant', {
  description: 'One configuration to compare.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, experiment: { organizationId: scope.organizationId } }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, unique in the experiment.' }),
    taskType: t.expose('taskType', { type: ExperimentTypeEnum, description: 'What kind of task its configuration is for.' }),
    configuration: t.expose('configuration', { type: 'JSON', description: 'Its own configuration.' }),
    effectiveConfiguration: t.expose('configuration', { type: 'JSON', description: 'The configuration that it runs with.' }),
    sortOrder: t.exposeInt('sortOrder', { description: 'Where it stands among the experiment’s variants: 1 for the first.' }),
    latestRun: t.field({
      type: RunRef,
      nullable: true,
      description: 'Its newest run, however that stands; null while it never ran.',
      resolve: ({ id }, _args, { loaders }) => loaders.latestRun.load(id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was added.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
  }),
});

builder.prismaObjectField(RunRef, 'variant', (t) =>
  t.field({
    type: VariantRef,
    description: 'The variant that it runs, as it is now.',
    resolve: ({ variantId }, _args, { loaders }) => loaders.variants.load(variantId),
  }),
);
