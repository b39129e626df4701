import { type Endpoint, findEndpoint } from '../../domain/endpoints/endpoints.js';
import type { RotatedSecret } from '../../domain/endpoints/rotate-signing-secret.js';
import { builder } from '../builder.js';

export const EndpointRef = builder.node(builder.objectRef<Endpoint>('Endpoint'), {
  description: 'An HTTP service of the user’s own. The values of its headers and its signing secrets are never shown.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { scope }) => findEndpoint(scope, id),
  authScopes: { key: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What configurations of CUSTOM variants and WEBHOOK evaluators call it by.' }),
    url: t.exposeString('url', { description: 'Where it answers.' }),
    headerNames: t.exposeStringList('headerNames', { description: 'The names of the headers that are sent with every request.' }),
    timeoutMs: t.exposeInt('timeoutMs', { description: 'How long one request may take, in milliseconds.' }),
    answerWithinMs: t.exposeInt('answerWithinMs', {
      description: 'How long an app that answers 202 has to give the answer by submitTestResult, in milliseconds.',
    }),
    hasSigningSecret: t.exposeBoolean('hasSigningSecret', {
      description: 'Whether its requests are signed (Standard Webhooks).',
    }),
    signingSecretRotatedAt: t.expose('signingSecretRotatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it got the newest of the secrets that its requests are signed with.',
    }),
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

/** What rotateEndpointSecret gives. */
export const RotateEndpointSecretSuccess = builder.objectRef<RotatedSecret>('RotateEndpointSecretSuccess').implement({
  description: 'An endpoint with a new signing secret.',
  fields: (t) => ({
    endpoint: t.field({ type: EndpointRef, description: 'The endpoint.', resolve: ({ endpoint }) => endpoint }),
    signingSecret: t.exposeString('signingSecret', {
      nullable: true,
      description: 'The secret that was made, `whsec_…`, for the receiving app. It is shown this once; null where it was given.',
    }),
  }),
});
