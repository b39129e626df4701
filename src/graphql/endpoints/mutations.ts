import { addEndpoint, removeEndpoint, updateEndpoint } from '../../domain/endpoints/endpoints.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { givenObjectOrNone } from '../inputs.js';
import { EndpointRef } from './types.js';

const descriptions = {
  name: 'What a CUSTOM variant’s configuration calls it by: letters, digits, hyphens and underscores.',
  url: 'Where it answers.',
  headers: 'An object of headers that are sent with every request: encrypted when they are stored, and never shown.',
  timeoutMs: 'How long one request may take, in milliseconds; 30000 by default.',
  concurrency: 'How many requests may be under way at once, over all processes; null: no limit.',
  rateLimit: 'How many requests may start in a window of `rateLimitWindowMs`, over all processes; null: no limit.',
  rateLimitWindowMs: 'The window of `rateLimit`, in milliseconds; 1000 by default.',
};

const AddEndpointInput = builder.inputType('AddEndpointInput', {
  description: 'A new endpoint.',
  fields: (t) => ({
    name: t.string({ required: true, description: descriptions.name }),
    url: t.string({ required: true, description: descriptions.url }),
    headers: t.field({ type: 'JSON', description: descriptions.headers }),
    timeoutMs: t.int({ description: descriptions.timeoutMs }),
    concurrency: t.int({ description: descriptions.concurrency }),
    rateLimit: t.int({ description: descriptions.rateLimit }),
    rateLimitWindowMs: t.int({ description: descriptions.rateLimitWindowMs }),
  }),
});

const UpdateEndpointInput = builder.inputType('UpdateEndpointInput', {
  description: 'What to change of an endpoint. What is left out stays; null takes a setting away.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The endpoint to change.' }),
    name: t.string({ description: descriptions.name }),
    url: t.string({ description: descriptions.url }),
    headers: t.field({ type: 'JSON', description: `${descriptions.headers} They replace all that were there.` }),
    timeoutMs: t.int({ description: descriptions.timeoutMs }),
    concurrency: t.int({ description: descriptions.concurrency }),
    rateLimit: t.int({ description: descriptions.rateLimit }),
    rateLimitWindowMs: t.int({ description: descriptions.rateLimitWindowMs }),
  }),
});

const RemoveEndpointSuccess = deletionSuccess('RemoveEndpointSuccess', 'The endpoint');

builder.mutationFields((t) => ({
  addEndpoint: t.field({
    type: EndpointRef,
    nullable: true,
    description: 'Adds an HTTP service of the user’s own. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [ConflictError] },
    args: { input: t.arg({ type: AddEndpointInput, required: true, description: 'The endpoint to add.' }) },
    resolve: async (_root, { input }, { scope }) =>
      orThrow(await addEndpoint(scope, { ...input, headers: givenObjectOrNone(input.headers, 'headers') })),
  }),
  updateEndpoint: t.field({
    type: EndpointRef,
    nullable: true,
    description: 'Changes an endpoint; the requests that begin within seconds take the new settings. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: UpdateEndpointInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const changes = {
        ...input,
        id: givenId('endpoint', input.id, 'id'),
        name: input.name ?? undefined,
        url: input.url ?? undefined,
        headers: givenObjectOrNone(input.headers, 'headers'),
      };
      return orThrow(await updateEndpoint(scope, changes));
    },
  }),
  removeEndpoint: t.field({
    type: RemoveEndpointSuccess,
    nullable: true,
    description: 'Removes an endpoint; refused while a run calls it. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The endpoint to remove.' }) },
    resolve: async (_root, { id }, { scope }) => {
      orThrow(await removeEndpoint(scope, givenId('endpoint', id, 'id')));
      return { id };
    },
  }),
}));
