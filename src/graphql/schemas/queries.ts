import { queryFromInfo } from '@pothos/plugin-prisma';
import { builder } from '../builder.js';
import { askedId } from '../ids.js';
import { afterId, idCursor, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { OutputSchemaConnection, OutputSchemaRef } from './types.js';

builder.queryFields((t) => ({
  outputSchema: t.prismaField({
    type: OutputSchemaRef,
    nullable: true,
    description: 'An output schema; null where the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The schema.' }) },
    resolve: (query, _root, args, { scope }) =>
      scope.db.outputSchema.findUnique({
        ...query,
        where: { id: askedId('outputSchema', args.id), organizationId: scope.organizationId },
      }),
  }),
  outputSchemas: t.field({
    type: OutputSchemaConnection,
    description: 'The output schemas of the organization, the newest first.',
    args: pageArgs,
    complexity: pageComplexity,
    resolve: async (_root, args, context, info) => {
      const { db, organizationId } = context.scope;
      const after = afterId('outputSchema', args);
      const rows = await db.outputSchema.findMany({
        ...queryFromInfo({ context, info, typeName: 'OutputSchema', path: ['edges', 'node'] }),
        where: { organizationId, ...(after !== null && { id: { lt: after } }) },
        orderBy: { id: 'desc' },
        take: pageSize(args) + 1,
      });
      return pageOf(rows, args, idCursor('outputSchema'));
    },
  }),
}));
