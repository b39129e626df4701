import { apiKeys } from '../../domain/organizations/api-keys.js';
import type { KeyIdentity } from '../../domain/organizations/identity.js';
import { builder } from '../builder.js';
import { RoleEnum } from '../enums.js';
import { ApiKeyRef, OrganizationRef } from './types.js';

const Viewer = builder.objectRef<KeyIdentity>('Viewer').implement({
  description: 'Who asks: what the key of the request stands for.',
  authScopes: { key: true },
  fields: (t) => ({
    role: t.expose('role', { type: RoleEnum, description: 'What the key may do.' }),
    organization: t.prismaField({
      type: OrganizationRef,
      description: 'The organization that the key belongs to.',
      resolve: (query, { organizationId }, _args, { scope }) =>
        scope.db.organization.findUniqueOrThrow({ ...query, where: { id: organizationId } }),
    }),
    apiKey: t.prismaField({
      type: ApiKeyRef,
      description: 'The key itself, as far as it is known.',
      resolve: (query, { apiKeyId, organizationId }, _args, { scope }) =>
        scope.db.apiKey.findUniqueOrThrow({ ...query, where: { id: apiKeyId, organizationId } }),
    }),
  }),
});

builder.queryFields((t) => ({
  viewer: t.field({
    type: Viewer,
    nullable: true,
    description: 'Who asks; null for the guest of a share link, who is nobody in particular.',
    skipTypeScopes: true,
    resolve: (_root, _args, { identity }) => (identity.kind === 'key' ? identity : null),
  }),
  apiKeys: t.field({
    type: [ApiKeyRef],
    description: 'The organization’s keys, revoked ones too, the oldest first.',
    resolve: (_root, _args, { scope }) => apiKeys(scope),
  }),
}));
