import { setDefaultProvider } from '../../domain/providers/default-provider.js';
import { addModelProvider, removeModelProvider, updateModelProvider } from '../../domain/providers/model-providers.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { ModelProviderKindEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { givenObjectOrNone } from '../inputs.js';
import { OrganizationRef } from '../organizations/types.js';
import { ModelProviderRef } from './types.js';

const descriptions = {
  name: 'The first part of `provider:model`: letters, digits, hyphens and underscores.',
  baseUrl: 'Where it answers, when not at its vendor’s address; OPENAI_COMPATIBLE needs one.',
  apiKey: 'Its key: encrypted when it is stored, and never shown.',
  concurrency: 'How many calls may be under way at once, over all processes; null: no limit.',
  rateLimit: 'How many calls may start in a window of `rateLimitWindowMs`, over all processes; null: no limit.',
  rateLimitWindowMs: 'The window of `rateLimit`, in milliseconds; 1000 by default.',
  timeoutMs: 'How long one call may take, in milliseconds; null: the deployment’s default.',
  prices: 'An object of prices that go before the bundled table: model to US dollars for a million input and output tokens.',
};

const AddModelProviderInput = builder.inputType('AddModelProviderInput', {
  description: 'A new model provider.',
  fields: (t) => ({
    name: t.string({ required: true, description: descriptions.name }),
    kind: t.field({ type: ModelProviderKindEnum, required: true, description: 'The protocol that it speaks.' }),
    baseUrl: t.string({ description: descriptions.baseUrl }),
    apiKey: t.string({ description: descriptions.apiKey }),
    concurrency: t.int({ description: descriptions.concurrency }),
    rateLimit: t.int({ description: descriptions.rateLimit }),
    rateLimitWindowMs: t.int({ description: descriptions.rateLimitWindowMs }),
    timeoutMs: t.int({ description: descriptions.timeoutMs }),
    prices: t.field({ type: 'JSON', description: descriptions.prices }),
  }),
});

const UpdateModelProviderInput = builder.inputType('UpdateModelProviderInput', {
  description: 'What to change of a model provider. What is left out stays; null takes a setting away. The kind stays.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The provider to change.' }),
    name: t.string({ description: descriptions.name }),
    baseUrl: t.string({ description: descriptions.baseUrl }),
    apiKey: t.string({ description: descriptions.apiKey }),
    concurrency: t.int({ description: descriptions.concurrency }),
    rateLimit: t.int({ description: descriptions.rateLimit }),
    rateLimitWindowMs: t.int({ description: descriptions.rateLimitWindowMs }),
    timeoutMs: t.int({ description: descriptions.timeoutMs }),
    prices: t.field({ type: 'JSON', description: descriptions.prices }),
  }),
});

const RemoveModelProviderSuccess = deletionSuccess('RemoveModelProviderSuccess', 'The provider');

builder.mutationFields((t) => ({
  addModelProvider: t.field({
    type: ModelProviderRef,
    nullable: true,
    description: 'Adds a model provider. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [ConflictError] },
    args: { input: t.arg({ type: AddModelProviderInput, required: true, description: 'The provider to add.' }) },
    resolve: async (_root, { input }, { scope }) =>
      orThrow(await addModelProvider(scope, { ...input, prices: givenObjectOrNone(input.prices, 'prices') })),
  }),
  updateModelProvider: t.field({
    type: ModelProviderRef,
    nullable: true,
    description: 'Changes a model provider; the calls that begin within seconds take the new settings. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: UpdateModelProviderInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const changes = {
        ...input,
        id: givenId('modelProvider', input.id, 'id'),
        name: input.name ?? undefined,
        prices: givenObjectOrNone(input.prices, 'prices'),
      };
      return orThrow(await updateModelProvider(scope, changes));
    },
  }),
  removeModelProvider: t.field({
    type: RemoveModelProviderSuccess,
    nullable: true,
    description: 'Removes a model provider; refused while a run calls it. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The provider to remove.' }) },
    resolve: async (_root, { id }, { scope }) => {
      orThrow(await removeModelProvider(scope, givenId('modelProvider', id, 'id')));
      return { id };
    },
  }),
  setDefaultProvider: t.field({
    type: OrganizationRef,
    nullable: true,
    description: 'Chooses the provider that a model named without one resolves through. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: {},
    args: { name: t.arg.string({ description: 'The provider’s name; null: none.' }) },
    resolve: async (_root, { name }, { scope }) => orThrow(await setDefaultProvider(scope, name ?? null)),
  }),
}));
