import { modelNames } from '../../domain/providers/model-names.js';
import type { Provider } from '../../domain/providers/providers.js';
import { encodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { ProviderSourceEnum, ShownProviderKindEnum } from '../enums.js';

export const ModelProviderRef = builder.objectRef<Provider>('ModelProvider').implement({
  description: 'A service that answers model calls. Models are named `provider:model`. Its key is never shown.',
  authScopes: { key: true },
  fields: (t) => ({
    id: t.id({
      nullable: true,
      description: 'Its id; null where the organization did not configure it, and can’t change it.',
      resolve: ({ id }) => (id === null ? null : encodeId('modelProvider', id)),
    }),
    name: t.exposeString('name', { description: 'The first part of `provider:model`.' }),
    kind: t.expose('kind', { type: ShownProviderKindEnum, description: 'The protocol that it speaks.' }),
    source: t.expose('source', { type: ProviderSourceEnum, description: 'Who configured it.' }),
    baseUrl: t.exposeString('baseUrl', { nullable: true, description: 'Where it answers, when not at its vendor’s address.' }),
    hasApiKey: t.exposeBoolean('hasApiKey', { description: 'Whether a key is kept for it.' }),
    concurrency: t.exposeInt('concurrency', {
      nullable: true,
      description: 'How many calls may be under way at once, over all processes; null: no limit.',
    }),
    rateLimit: t.exposeInt('rateLimit', {
      nullable: true,
      description: 'How many calls may start in a window of `rateLimitWindowMs`, over all processes; null: no limit.',
    }),
    rateLimitWindowMs: t.exposeInt('rateLimitWindowMs', { description: 'The window of `rateLimit`, in milliseconds.' }),
    timeoutMs: t.exposeInt('timeoutMs', {
      nullable: true,
      description: 'How long one call may take, in milliseconds; null: the deployment’s default.',
    }),
    prices: t.expose('prices', { type: 'JSON', description: 'Prices that go before the bundled table, by model.' }),
    models: t.stringList({
      description:
        'Models to name with it, sorted: those that `prices` or the bundled table has a price for, and the strategies of `rules`. The provider isn’t asked, and may have others.',
      resolve: modelNames,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', nullable: true, description: 'When the organization added it.' }),
  }),
});
