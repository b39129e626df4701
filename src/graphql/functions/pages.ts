import type { InputShapeFromFields } from '@pothos/core';
import { filteredFunctionRuns } from '../../domain/functions/filter.js';
import { encodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { afterId, pageArgs, pageOf, pageSize } from '../connections.js';
import type { RequestContext } from '../context.js';
import { givenIdOrNone } from '../ids.js';
import { FunctionRunStatusEnum } from './enums.js';

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

/** Which page of the function runs is asked for. */
export const functionRunPageArgs = builder.args((t) => ({
  ...pageArgs,
  filter: t.field({ type: FunctionRunFilter, description: 'Which of them.' }),
}));
type FunctionRunPageArgs = InputShapeFromFields<typeof functionRunPageArgs>;

/** Which runs are wanted, and from where on. @throws for what is no id, no cursor or no size of a page. */
export function wantedFunctionRuns(args: FunctionRunPageArgs) {
  const filter = {
    ...args.filter,
    functionId: givenIdOrNone('durableFunction', args.filter?.functionId, 'filter.functionId'),
    liveExperimentId: givenIdOrNone('liveExperiment', args.filter?.liveExperimentId, 'filter.liveExperimentId'),
  };
  return { filter, page: { after: afterId('functionRun', args), limit: pageSize(args) + 1 } };
}

/** The page of function runs that is asked for, the newest first. */
export async function functionRunPage(args: FunctionRunPageArgs, { scope, loaders }: RequestContext) {
  const { filter, page } = wantedFunctionRuns(args);
  const ids = await filteredFunctionRuns(scope, filter, page);
  const { edges, pageInfo } = pageOf(ids, args, (id) => encodeId('functionRun', id));
  const runs = edges.map(async ({ cursor, node }) => ({ cursor, node: await loaders.functions.runs.load(node) }));
  return { edges: await Promise.all(runs), pageInfo };
}
