import { queryFromInfo } from '@pothos/plugin-prisma';
import { inferenceStepsWhere } from '../../domain/steps/inference-steps.js';
import { builder } from '../builder.js';
import { askedId } from '../ids.js';
import { afterId, idCursor, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { InferenceStepKindEnum } from '../enums.js';
import { InferenceStepConnection, InferenceStepRef } from './types.js';

const InferenceStepFilter = builder.inputType('InferenceStepFilter', {
  description: 'Which inference steps to list. What is left out does not restrict.',
  fields: (t) => ({
    kind: t.field({ type: InferenceStepKindEnum, description: 'What they do.' }),
    search: t.string({ description: 'A text that the externalId or the description contains, in any case.' }),
  }),
});

builder.queryFields((t) => ({
  inferenceStep: t.prismaField({
    type: InferenceStepRef,
    nullable: true,
    description: 'An inference step; null where the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The inference step.' }) },
    resolve: (query, _root, args, { scope }) =>
      scope.db.inferenceStep.findUnique({
        ...query,
        where: { id: askedId('inferenceStep', args.id), organizationId: scope.organizationId },
      }),
  }),
  inferenceSteps: t.field({
    type: InferenceStepConnection,
    description: 'The inference steps of the organization, the newest first.',
    args: { ...pageArgs, filter: t.arg({ type: InferenceStepFilter, description: 'Which of them.' }) },
    complexity: pageComplexity,
    resolve: async (_root, args, context, info) => {
      const after = afterId('inferenceStep', args);
      const rows = await context.scope.db.inferenceStep.findMany({
        ...queryFromInfo({ context, info, typeName: 'InferenceStep', path: ['edges', 'node'] }),
        where: { ...inferenceStepsWhere(context.scope, args.filter ?? {}), ...(after !== null && { id: { lt: after } }) },
        orderBy: { id: 'desc' },
        take: pageSize(args) + 1,
      });
      return pageOf(rows, args, idCursor('inferenceStep'));
    },
  }),
}));
