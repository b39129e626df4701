import { listProviders } from '../../domain/providers/providers.js';
import { builder } from '../builder.js';
import { ModelProviderRef } from './types.js';

builder.queryField('modelProviders', (t) =>
  t.field({
    type: [ModelProviderRef],
    description: 'Every provider that a model can be named with, in the order of their names, the built-in `rules` last.',
    resolve: (_root, _args, { scope }) => listProviders(scope),
  }),
);
