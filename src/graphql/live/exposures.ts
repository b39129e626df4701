import { builder } from '../builder.js';
import { ExecutionErrorRef, executionErrorOf } from '../execution-error.js';
import { FunctionStepRef } from '../functions/steps.js';
import { FunctionRunRef } from '../functions/types.js';
import { ExposureStatusEnum } from './enums.js';
import { LiveExperimentRef } from './types.js';

const ExposureRef = builder.prismaObject('Exposure', {
  description: 'That a function run was given a variant of a live experiment, and how that went.',
  fields: (t) => ({
    liveExperiment: t.field({
      type: LiveExperimentRef,
      description: 'The live experiment.',
      resolve: ({ liveExperimentId }, _args, { loaders }) => loaders.live.experiments.load(liveExperimentId),
    }),
    functionRun: t.field({
      type: FunctionRunRef,
      description: 'The function run that was given the variant.',
      resolve: ({ functionRunId }, _args, { loaders }) => loaders.functions.runs.load(functionRunId),
    }),
    variant: t.exposeString('variant', { description: 'The name of the variant.' }),
    status: t.expose('status', {
      type: ExposureStatusEnum,
      description: 'How it did. Those of cancelled runs that were under way never end.',
    }),
    error: t.field({ type: ExecutionErrorRef, nullable: true, description: 'Why it failed.', resolve: executionErrorOf }),
    durationMs: t.exposeInt('durationMs', {
      nullable: true,
      description:
        'How long the variant’s steps took together, in milliseconds; null until it has ended, and where its run failed before it came by again.',
    }),
    cost: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'What the variant’s steps cost together, in US dollars; null until it has ended, and where that is not known.',
      resolve: ({ cost }) => cost?.toFixed(),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the variant was given.' }),
  }),
});

builder.prismaObjectField(ExposureRef, 'parent', (t) =>
  t.field({
    type: ExposureRef,
    nullable: true,
    description: 'The exposure in whose variant this one came about, where experiments are in each other.',
    resolve: ({ parentId }, _args, { loaders }) => (parentId === null ? null : loaders.functions.exposures.load(parentId)),
  }),
);

builder.prismaObjectField(FunctionRunRef, 'exposures', (t) =>
  t.field({
    type: [ExposureRef],
    description: 'The variants that it was given, in their order.',
    // Most runs have one or two.
    complexity: { field: 1, multiplier: 2 },
    resolve: ({ id }, _args, { loaders }) => loaders.functions.exposuresOfRun.load(id),
  }),
);

builder.prismaObjectField(FunctionStepRef, 'exposure', (t) =>
  t.field({
    type: ExposureRef,
    nullable: true,
    description:
      'The exposure whose variant it is a step of, the innermost where experiments are in each other; null outside of variants.',
    resolve: ({ exposureId }, _args, { loaders }) => (exposureId === null ? null : loaders.functions.exposures.load(exposureId)),
  }),
);
