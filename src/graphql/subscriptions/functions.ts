import type { FunctionRun } from '../../database/client.js';
import { builder } from '../builder.js';
import { pageComplexity } from '../connections.js';
import { functionRunPage, functionRunPageArgs, wantedFunctionRuns } from '../functions/pages.js';
import { FunctionRunConnection, FunctionRunRef } from '../functions/types.js';
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

builder.subscriptionField('functionRuns', (t) =>
  t.field({
    type: FunctionRunConnection,
    description:
      'What the query of this name gives: the page as it is now, then whenever function runs of the organization have begun, changed or ended. At most about once a second, and less often where it takes long to read. Never completes.',
    args: functionRunPageArgs,
    complexity: pageComplexity,
    extensions: { shared: true },
    subscribe: (_root, args, { live, scope }): AsyncIterable<unknown> => {
      // What is wrong is said at once, and not again with every change.
      wantedFunctionRuns(args);
      return live.functionRunLists.of(scope.organizationId);
    },
    resolve: (_change, args, context) => functionRunPage(args, context),
  }),
);
