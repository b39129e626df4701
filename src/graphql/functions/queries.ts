import { decodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { pageComplexity } from '../connections.js';
import { functionRunPage, functionRunPageArgs } from './pages.js';
import { DurableFunctionRef, FunctionRunConnection, FunctionRunRef } from './types.js';
import './steps.js';

builder.queryFields((t) => ({
  functions: t.field({
    type: [DurableFunctionRef],
    description: 'The functions that workers have registered and nobody has removed, by app and id.',
    resolve: (_root, _args, { scope: { db, organizationId } }) =>
      db.durableFunction.findMany({
        where: { organizationId, removedAt: null },
        orderBy: [{ app: 'asc' }, { externalId: 'asc' }],
      }),
  }),
  functionRun: t.field({
    type: FunctionRunRef,
    nullable: true,
    description: 'A function run; null where the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The function run.' }) },
    resolve: (_root, args, { scope: { db, organizationId } }) => {
      const id = decodeId('functionRun', args.id);
      return id === null ? null : db.functionRun.findFirst({ where: { id, organizationId } });
    },
  }),
  functionRuns: t.field({
    type: FunctionRunConnection,
    description: 'The function runs of the organization, the newest first.',
    args: functionRunPageArgs,
    complexity: pageComplexity,
    resolve: (_root, args, context) => functionRunPage(args, context),
  }),
}));
