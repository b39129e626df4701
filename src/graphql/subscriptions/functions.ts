import type { FunctionRun } from '../../database/client.js';
import { builder } from '../builder.js';
import { FunctionRunRef } from '../functions/types.js';
import { functionRunToWatch } from './to-watch.js';

builder.subscriptionField('functionRunProgress', (t) =>
  t.field({
    type: FunctionRunRef,
    description:
      'The function run as it is now, then after every change of it or of its steps (at most about ten a second), to its end. Completes when the run has ended.',
    args: { id: t.arg.id({ required: true, description: 'The function run to watch.' }) },
    extensions: { shared: true },
    subscribe: async (_root, { id }, context) => context.live.functionRuns.of(await functionRunToWatch(id, context)),
    resolve: (run) => run as FunctionRun,
  }),
);
