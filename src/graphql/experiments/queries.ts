import { queryFromInfo } from '@pothos/plugin-prisma';
import { filteredExperiments } from '../../domain/experiments/filter.js';
import { experimentsInReach } from '../../domain/sharing/reach.js';
import { encodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { askedId } from '../ids.js';
import { afterId, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { ExperimentStageEnum, ExperimentStatusEnum, ExperimentTypeEnum } from '../enums.js';
import { ExperimentConnection, ExperimentRef } from './types.js';

const ExperimentFilter = builder.inputType('ExperimentFilter', {
  description: 'Which experiments to list. What is left out does not restrict.',
  fields: (t) => ({
    status: t.field({ type: ExperimentStatusEnum, description: 'How they stand.' }),
    stage: t.field({ type: ExperimentStageEnum, description: 'How far they have come. ARCHIVED lists archived ones.' }),
    type: t.field({ type: ExperimentTypeEnum, description: 'What they compare.' }),
    search: t.string({ description: 'A text that the name or the description contains, in any case.' }),
    archived: t.boolean({ description: 'True: archived ones alone. Otherwise they are left out.' }),
  }),
});

builder.queryFields((t) => ({
  experiment: t.prismaField({
    type: ExperimentRef,
    nullable: true,
    description: 'An experiment; null where the organization has none of that id. A share link opens its own alone.',
    skipTypeScopes: true,
    args: { id: t.arg.id({ required: true, description: 'The experiment.' }) },
    resolve: (query, _root, args, { scope }) =>
      scope.db.experiment.findUnique({ ...query, where: { id: askedId('experiment', args.id), ...experimentsInReach(scope) } }),
  }),
  experiments: t.field({
    type: ExperimentConnection,
    description: 'The experiments of the organization, the newest first; archived ones only where the filter asks for them.',
    args: { ...pageArgs, filter: t.arg({ type: ExperimentFilter, description: 'Which of them.' }) },
    complexity: pageComplexity,
    resolve: async (_root, args, context, info) => {
      const page = { after: afterId('experiment', args), limit: pageSize(args) + 1 };
      const ids = await filteredExperiments(context.scope, args.filter ?? {}, page);
      const { edges, pageInfo } = pageOf(ids, args, (id) => encodeId('experiment', id));
      const rows = await context.scope.db.experiment.findMany({
        ...queryFromInfo({ context, info, typeName: 'Experiment', path: ['edges', 'node'] }),
        where: { ...experimentsInReach(context.scope), id: { in: edges.map(({ node }) => node) } },
      });
      const byId = new Map(rows.map((row) => [row.id, row]));
      // One that was deleted meanwhile is no reason to say that none follows.
      return {
        edges: edges.flatMap(({ cursor, node: id }) => {
          const node = byId.get(id);
          return node ? [{ cursor, node }] : [];
        }),
        pageInfo,
      };
    },
  }),
}));
