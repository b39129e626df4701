import { mostDeliveriesShown } from '../../domain/endpoints/deliveries.js';
import { builder } from '../builder.js';
import { afterId, idCursor, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { DeliveryPurposeEnum } from '../enums.js';
import { ExecutionErrorRef, executionErrorOf } from '../execution-error.js';
import { ResultRef } from '../results/types.js';
import { EndpointRef } from './types.js';

export const DeliveryRef = builder.prismaNode('Delivery', {
  description:
    'One request to an endpoint, and what came of it. Requests are kept for VARIORUM_DELIVERY_LOG_DAYS, 30 by default.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, endpoint: { organizationId: scope.organizationId } }),
  authScopes: { key: true },
  fields: (t) => ({
    endpoint: t.field({
      type: EndpointRef,
      description: 'The endpoint that it went to.',
      resolve: ({ endpointId }, _args, { loaders }) => loaders.endpoints.load(endpointId),
    }),
    purpose: t.expose('purpose', { type: DeliveryPurposeEnum, description: 'What it was for.' }),
    result: t.field({
      type: ResultRef,
      nullable: true,
      description: 'The result that it was for; null for a trial of the endpoint, and before the result is there.',
      resolve: ({ resultId }, _args, { loaders }) => (resultId === null ? null : loaders.results.load(resultId)),
    }),
    messageId: t.exposeString('messageId', {
      description: 'What it carried as `webhook-id`: the same whenever the same message is sent again.',
    }),
    attempt: t.exposeInt('attempt', {
      description: 'Which attempt it was, 1 for the first. Waiting for a rate limit (429) uses up none.',
    }),
    status: t.exposeInt('status', { nullable: true, description: 'The HTTP status of the answer; null where there was none.' }),
    error: t.field({
      type: ExecutionErrorRef,
      nullable: true,
      description: 'Why the request did not do; null where it did.',
      resolve: executionErrorOf,
    }),
    durationMs: t.exposeInt('durationMs', { description: 'How long it took, in milliseconds.' }),
    responseHead: t.exposeString('responseHead', {
      nullable: true,
      description: 'The first 1,000 characters of the answer’s body, without secrets; null where there was no answer.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});

const DeliveryConnection = builder.connectionObject({ type: DeliveryRef, name: 'DeliveryConnection' }, { name: 'DeliveryEdge' });

builder.objectField(EndpointRef, 'deliveries', (t) =>
  t.field({
    type: DeliveryConnection,
    description: 'The requests that it got, the newest first.',
    args: pageArgs,
    complexity: pageComplexity,
    resolve: async ({ id }, args, { loaders }) => {
      const key = { parentId: id, limit: pageSize(args) + 1, after: afterId('delivery', args) };
      return pageOf(await loaders.pages.deliveries.load(key), args, idCursor('delivery'));
    },
  }),
);

builder.prismaObjectField(ResultRef, 'deliveries', (t) =>
  t.field({
    type: [DeliveryRef],
    description: `The requests to endpoints that were made for it, by its executor and its evaluators, in their order; of more than ${mostDeliveriesShown}, the newest.`,
    authScopes: { key: true },
    // Most results took one request or two.
    complexity: { field: 1, multiplier: 2 },
    resolve: ({ id }, _args, { loaders }) => loaders.deliveries.load(id),
  }),
);
