import type { LiveExperiment } from '../../database/client.js';
import { builder } from '../builder.js';
import { pageArgs, pageComplexity } from '../connections.js';
import { liveExperimentPage, wantedLiveExperiments } from '../live/pages.js';
import { LiveExperimentConnection, LiveExperimentRef } from '../live/types.js';
import { liveExperimentToWatch } from './to-watch.js';

builder.subscriptionField('liveExperiment', (t) =>
  t.field({
    type: LiveExperimentRef,
    description:
      'The live experiment as it is now, then after exposures, their ends, scores and promotions: at most about once a second, and less often where its figures take long to count. Never completes.',
    args: { id: t.arg.id({ required: true, description: 'The live experiment to watch.' }) },
    extensions: { shared: true },
    subscribe: async (_root, { id }, context) => context.live.liveExperiments.of(await liveExperimentToWatch(id, context)),
    resolve: (liveExperiment) => liveExperiment as LiveExperiment,
  }),
);

builder.subscriptionField('liveExperiments', (t) =>
  t.field({
    type: LiveExperimentConnection,
    description:
      'What the query of this name gives: the page as it is now, then whenever a live experiment of the organization has appeared, or its variants, exposures or scores have changed. At most about once a second, and less often where its figures take long to count. Never completes.',
    args: pageArgs,
    complexity: pageComplexity,
    extensions: { shared: true },
    subscribe: (_root, args, { live, scope }): AsyncIterable<unknown> => {
      // What is wrong is said at once, and not again with every change.
      wantedLiveExperiments(args);
      return live.liveExperimentLists.of(scope.organizationId);
    },
    resolve: (_change, args, context) => liveExperimentPage(args, context),
  }),
);
