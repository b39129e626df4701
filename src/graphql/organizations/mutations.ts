import { createApiKey, revokeApiKey } from '../../domain/organizations/api-keys.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { RoleEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { ApiKeyRef, CreateApiKeySuccess } from './types.js';

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'A new key to the API.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What the key is for.' }),
    role: t.field({ type: RoleEnum, required: true, description: 'What the key may do.' }),
  }),
});

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: CreateApiKeySuccess,
    nullable: true,
    description: 'Makes a key to the organization. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: {},
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: 'The key to make.' }) },
    resolve: async (_root, { input }, { scope }) => orThrow(await createApiKey(scope, input)),
  }),
  revokeApiKey: t.field({
    type: ApiKeyRef,
    nullable: true,
    description: 'Makes a key useless for good. The last admin key can’t be revoked. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The key to revoke.' }) },
    resolve: async (_root, { id }, { scope }) => orThrow(await revokeApiKey(scope, givenId('apiKey', id, 'id'))),
  }),
}));
