import { listEndpoints } from '../../domain/endpoints/endpoints.js';
import { builder } from '../builder.js';
import { EndpointRef } from './types.js';

builder.queryField('endpoints', (t) =>
  t.field({
    type: [EndpointRef],
    description: 'The organization’s own HTTP services, in the order of their names.',
    resolve: (_root, _args, { scope }) => listEndpoints(scope),
  }),
);
