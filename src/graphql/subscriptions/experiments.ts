import type { Experiment } from '../../database/client.js';
import { builder } from '../builder.js';
import { ExperimentRef } from '../experiments/types.js';
import { experimentToWatch } from './to-watch.js';

builder.subscriptionField('experimentChanged', (t) =>
  t.field({
    type: ExperimentRef,
    description:
      'The experiment as it is now, then at once whenever its stage, its settings, variants or steps, or the status of a run of it has changed, as it is then. Stages come in their order; one that is over before it could be read is left out. Results alone are not told of: see `experimentProgress`. Completes when the experiment is deleted.',
    args: { experimentId: t.arg.id({ required: true, description: 'The experiment to watch.' }) },
    skipTypeScopes: true,
    extensions: { shared: true },
    subscribe: async (_root, { experimentId }, context) =>
      context.live.experiments.of(await experimentToWatch(experimentId, context)),
    resolve: (experiment) => experiment as Experiment,
  }),
);

builder.subscriptionField('experimentsChanged', (t) =>
  t.field({
    type: ExperimentRef,
    description:
      'Every experiment of the organization as it is, at once when it was created or has changed as `experimentChanged` tells of it. Begins with the one that was told last, or is the newest, if there is any: what you read after that misses nothing, so read the list then, and again when you have reconnected. A deletion is not told. Never completes.',
    extensions: { shared: true, beginsWithLast: true },
    // They come together where they change together: `subscribe.ts` takes them apart.
    subscribe: (_root, _args, { live, scope }): AsyncIterable<unknown> => live.experimentLists.of(scope.organizationId),
    resolve: (experiment) => experiment as Experiment,
  }),
);
