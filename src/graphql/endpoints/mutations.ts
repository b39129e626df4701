import { addEndpoint, removeEndpoint, updateEndpoint } from '../../domain/endpoints/endpoints.js';
import { pingEndpoint } from '../../domain/endpoints/ping.js';
import { rotateSigningSecret } from '../../domain/endpoints/rotate-signing-secret.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { givenObjectOrNone } from '../inputs.js';
import { DeliveryRef } from './deliveries.js';
import { EndpointRef, RotateEndpointSecretSuccess } from './types.js';

const descriptions = {
  name: 'What configurations of CUSTOM variants and WEBHOOK evaluators call it by: letters, digits, hyphens and underscores.',
  url: 'Where it answers.',
  headers: 'An object of headers that are sent with every request: encrypted when they are stored, and never shown.',
  timeoutMs: 'How long one request may take, in milliseconds; 30000 by default.',
  answerWithinMs:
    'How long an app that answers 202 has to give the answer by submitTestResult, in milliseconds: 1 second to 7 days, 600000 by default.',
  signingSecret: '`whsec_` and the base64 of 24 to 64 random bytes: encrypted when it is stored, and never shown.',
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
    answerWithinMs: t.int({ description: descriptions.answerWithinMs }),
    concurrency: t.int({ description: descriptions.concurrency }),
    rateLimit: t.int({ description: descriptions.rateLimit }),
    rateLimitWindowMs: t.int({ description: descriptions.rateLimitWindowMs }),
    signingSecret: t.string({
      description: `What its requests are signed with (Standard Webhooks): ${descriptions.signingSecret} They are not signed where it is left out; rotateEndpointSecret makes one.`,
    }),
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
    answerWithinMs: t.int({ description: descriptions.answerWithinMs }),
    concurrency: t.int({ description: descriptions.concurrency }),
    rateLimit: t.int({ description: descriptions.rateLimit }),
    rateLimitWindowMs: t.int({ description: descriptions.rateLimitWindowMs }),
  }),
});

const RotateEndpointSecretInput = builder.inputType('RotateEndpointSecretInput', {
  description: 'A new signing secret of an endpoint.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The endpoint.' }),
    signingSecret: t.string({ description: `${descriptions.signingSecret} One is made where it is left out.` }),
    overlapHours: t.int({
      description:
        'How long requests are signed with the former secret as well, in hours: 0 to 720, 24 by default. With 0 it ends at once, in every process within seconds.',
    }),
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
    description:
      'Removes an endpoint with its delivery log; refused while a run calls it. Experiments whose app it was then have none. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The endpoint to remove.' }) },
    resolve: async (_root, { id }, { scope }) => {
      orThrow(await removeEndpoint(scope, givenId('endpoint', id, 'id')));
      return { id };
    },
  }),
  rotateEndpointSecret: t.field({
    type: RotateEndpointSecretSuccess,
    nullable: true,
    description:
      'Gives an endpoint a new signing secret. Until the overlap is over, requests carry a signature by the former one as well. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: RotateEndpointSecretInput, required: true, description: 'Which endpoint, and how.' }) },
    resolve: async (_root, { input }, { scope }) =>
      orThrow(await rotateSigningSecret(scope, { ...input, id: givenId('endpoint', input.id, 'id') })),
  }),
  testWebhook: t.field({
    type: DeliveryRef,
    nullable: true,
    description:
      'Sends an endpoint a signed `{type: "ping", endpointId, sentAt}` at once, and not again, and says what came of it; it waits for 30 seconds at most. Any 2xx answers it. Editors only.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { endpointId: t.arg.id({ required: true, description: 'The endpoint to try.' }) },
    resolve: async (_root, { endpointId }, { scope }) =>
      orThrow(await pingEndpoint(scope, givenId('endpoint', endpointId, 'endpointId'))),
  }),
}));
