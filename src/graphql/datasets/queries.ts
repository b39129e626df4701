import { queryFromInfo } from '@pothos/plugin-prisma';
import { builder } from '../builder.js';
import { askedId } from '../ids.js';
import { afterId, idCursor, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { DatasetConnection, DatasetRef } from './types.js';

builder.queryFields((t) => ({
  dataset: t.prismaField({
    type: DatasetRef,
    nullable: true,
    description: 'A dataset; null where the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The dataset.' }) },
    resolve: (query, _root, args, { scope }) =>
      scope.db.dataset.findUnique({ ...query, where: { id: askedId('dataset', args.id), organizationId: scope.organizationId } }),
  }),
  datasets: t.field({
    type: DatasetConnection,
    description: 'The datasets of the organization, the newest first.',
    args: pageArgs,
    complexity: pageComplexity,
    resolve: async (_root, args, context, info) => {
      const { db, organizationId } = context.scope;
      const after = afterId('dataset', args);
      const rows = await db.dataset.findMany({
        ...queryFromInfo({ context, info, typeName: 'Dataset', path: ['edges', 'node'] }),
        where: { organizationId, ...(after !== null && { id: { lt: after } }) },
        orderBy: { id: 'desc' },
        take: pageSize(args) + 1,
      });
      return pageOf(rows, args, idCursor('dataset'));
    },
  }),
}));
