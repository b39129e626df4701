import type { ApiKey } from '../../database/client.js';
import { builder } from '../builder.js';
import { RoleEnum } from '../enums.js';

export const OrganizationRef = builder.prismaNode('Organization', {
  description: 'Owns everything; nothing is ever read or written across organizations.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, AND: { id: scope.organizationId } }),
  authScopes: { key: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    defaultProvider: t.exposeString('defaultProvider', {
      nullable: true,
      description: 'The provider that a model named without one resolves through.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});

export const ApiKeyRef = builder.prismaNode('ApiKey', {
  description: 'A key to the API. The key itself is shown once, when it is created.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  authScopes: { key: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What the key is for, in the words of whoever created it.' }),
    role: t.expose('role', { type: RoleEnum, description: 'What the key may do.' }),
    hint: t.exposeString('hint', { description: 'The first characters of the key, to tell keys apart.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'Since when it opens nothing.' }),
  }),
});

/** What createApiKey gives. */
export const CreateApiKeySuccess = builder.objectRef<{ apiKey: ApiKey; key: string }>('CreateApiKeySuccess').implement({
  description: 'A new key.',
  fields: (t) => ({
    apiKey: t.field({ type: ApiKeyRef, description: 'What is known of the key from now on.', resolve: ({ apiKey }) => apiKey }),
    key: t.exposeString('key', {
      description: 'The key itself, to be sent as `Authorization: Bearer …`. It is shown this once.',
    }),
  }),
});
