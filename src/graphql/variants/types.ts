import { contentOf, type Override, withOverride } from '../../domain/variants/configuration.js';
import { builder } from '../builder.js';
import { ExpectationEnum, ExperimentTypeEnum } from '../enums.js';
import { RunRef } from '../runs/types.js';

export const OverrideRef = builder.objectRef<Override>('Override').implement({
  description: 'One parameter that a variant changes on top of its parent’s configuration.',
  fields: (t) => ({
    step: t.exposeString('step', {
      nullable: true,
      description:
        'The `externalId` of the inference step; null where configurations have no steps: then the parameter is one of their keys.',
    }),
    parameter: t.exposeString('parameter', { description: 'The parameter that is changed.' }),
    value: t.expose('value', { type: 'JSON', description: 'The value that it has instead.' }),
  }),
});

export const VariantRef = builder.prismaNode('Variant', {
  description:
    'One configuration to compare: whole for a root; for a child its parent’s, with one parameter changed. Children branch from one another, so that each tells what its one change does.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, experiment: { organizationId: scope.organizationId } }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, unique in the experiment.' }),
    taskType: t.expose('taskType', { type: ExperimentTypeEnum, description: 'What kind of task its configuration is for.' }),
    configuration: t.field({
      type: 'JSON',
      description:
        'Its own configuration: of a child its override alone, as `{parameter: value}`, or `{step: {parameter: value}}` where there are steps.',
      resolve: (variant) => {
        const content = contentOf(variant);
        return content.kind === 'root' ? content.configuration : withOverride({}, content.override);
      },
    }),
    override: t.field({
      type: OverrideRef,
      nullable: true,
      description: 'The one parameter that it changes on top of its parent; null for a root.',
      resolve: (variant) => {
        const content = contentOf(variant);
        return content.kind === 'root' ? null : content.override;
      },
    }),
    baseline: t.exposeBoolean('baseline', {
      description:
        'Whether it is the experiment’s baseline variant, which all others branch from and are compared with. Another thing than `Run.baseline`, the marked run of one variant, and `baselineRun`, which is that run.',
    }),
    hypothesis: t.exposeString('hypothesis', {
      nullable: true,
      description: 'What was expected of it, written before it ran; null where nothing was.',
    }),
    expectation: t.expose('expectation', {
      type: ExpectationEnum,
      nullable: true,
      description: 'What the hypothesis says will come of it, against the baseline; null without one.',
    }),
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
