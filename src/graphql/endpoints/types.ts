import { type Endpoint, findEndpoint } from '../../domain/endpoints/endpoints.js';
import { builder } from '../builder.js';

export const EndpointRef = builder.node(builder.objectRef<Endpoint>('Endpoint'), {
  description: 'An HTTP service of the user’s own. The values of its headers are never shown.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { scope }) => findEndpoint(scope, id),
  authScopes: { key: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What a CUSTOM variant’s configuration calls it by.' }),
    url: t.exposeString('url', { description: 'Where it answers.' }),
    headerNames: t.exposeStringList('headerNames', { description: 'The names of the headers that are sent with every request.' }),
    timeoutMs: t.exposeInt('timeoutMs', { description: 'How long one request may take, in milliseconds.' }),
    concurrency: t.exposeInt('concurrency', {
      nullable: true,
      description: 'How many requests may be under way at once, over all processes; null: no limit.',
    }),
    rateLimit: t.exposeInt('rateLimit', {
      nullable: true,
      description: 'How many requests may start in a window of `rateLimitWindowMs`, over all processes; null: no limit.',
    }),
    rateLimitWindowMs: t.exposeInt('rateLimitWindowMs', { description: 'The window of `rateLimit`, in milliseconds.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was added.' }),
  }),
});
