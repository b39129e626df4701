import type { Result, Run } from '../../database/client.js';
import { builder } from '../builder.js';
import { ResultRef } from '../results/types.js';
import { RunRef } from '../runs/types.js';
import { experimentToWatch, runToWatch } from './to-watch.js';

builder.subscriptionType({
  description:
    'What can be watched: over WebSocket (graphql-transport-ws) or server-sent events. Each tells the state first, then what changes; `experimentsChanged` what changes alone.',
  authScopes: { key: true },
});

builder.subscriptionField('runProgress', (t) =>
  t.field({
    type: RunRef,
    description:
      'The run as it is now, then after every change (at most about ten a second), to its end. Completes when the run has ended.',
    args: { runId: t.arg.id({ required: true, description: 'The run to watch.' }) },
    skipTypeScopes: true,
    extensions: { shared: true },
    subscribe: async (_root, { runId }, context) => context.live.progress.ofRun(await runToWatch(runId, context)),
    resolve: (run) => run as Run,
  }),
);

builder.subscriptionField('experimentProgress', (t) =>
  t.field({
    type: RunRef,
    description:
      'The same for every run of an experiment, those that start later too. When the experiment itself has changed (its stage, settings, variants or steps), its newest run is told again; without a run there is nothing to tell, and `experimentChanged` tells of every stage. Never completes.',
    args: { experimentId: t.arg.id({ required: true, description: 'The experiment to watch.' }) },
    skipTypeScopes: true,
    extensions: { shared: true },
    subscribe: async (_root, { experimentId }, context) =>
      context.live.progress.ofExperiment(await experimentToWatch(experimentId, context)),
    resolve: (run) => run as Run,
  }),
);

builder.subscriptionField('runResults', (t) =>
  t.field({
    type: ResultRef,
    description:
      'Every result of the run with a sequence above `after`, in order, once. A client that reconnects passes the last sequence it saw and misses nothing. Completes when the run has ended.',
    args: {
      runId: t.arg.id({ required: true, description: 'The run whose results to follow.' }),
      after: t.arg.int({ defaultValue: 0, description: 'The last sequence seen; 0 for all results.' }),
    },
    skipTypeScopes: true,
    // Results come in pages, which `subscribe.ts` takes apart: what is resolved is one of them.
    subscribe: async (_root, { runId, after }, context): Promise<AsyncIterable<unknown>> =>
      context.live.results.follow(await runToWatch(runId, context), after ?? 0),
    resolve: (result) => result as Result,
  }),
);
