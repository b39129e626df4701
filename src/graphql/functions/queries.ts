import { filteredFunctionRuns } from '../../domain/functions/filter.js';
import { decodeId, encodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { afterId, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { givenIdOrNone } from '../ids.js';
import { FunctionRunStatusEnum } from './enums.js';
import { DurableFunctionRef, FunctionRunConnection, FunctionRunRef } from './types.js';
import './steps.js';

const FunctionRunFilter = builder.inputType('FunctionRunFilter', {
  description: 'Which function runs to list. What is left out does not restrict.',
  fields: (t) => ({
    functionId: t.id({ description: 'The function that they execute.' }),
    status: t.field({ type: FunctionRunStatusEnum, description: 'How they stand.' }),
    eventName: t.string({ description: 'The name of the event that started them.' }),
    liveExperimentId: t.id({ description: 'A live experiment that they were given a variant of.' }),
    variant: t.string({ description: 'The name of a variant that they were given, of that live experiment or of any.' }),
  }),
});

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
    args: { ...pageArgs, filter: t.arg({ type: FunctionRunFilter, description: 'Which of them.' }) },
    complexity: pageComplexity,
    resolve: async (_root, args, { scope, loaders }) => {
      const filter = {
        ...args.filter,
        functionId: givenIdOrNone('durableFunction', args.filter?.functionId, 'filter.functionId'),
        liveExperimentId: givenIdOrNone('liveExperiment', args.filter?.liveExperimentId, 'filter.liveExperimentId'),
      };
      const page = { after: afterId('functionRun', args), limit: pageSize(args) + 1 };
      const ids = await filteredFunctionRuns(scope, filter, page);
      const { edges, pageInfo } = pageOf(ids, args, (id) => encodeId('functionRun', id));
      const runs = edges.map(async ({ cursor, node }) => ({ cursor, node: await loaders.functions.runs.load(node) }));
      return { edges: await Promise.all(runs), pageInfo };
    },
  }),
}));
