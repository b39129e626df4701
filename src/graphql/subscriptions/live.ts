import type { LiveExperiment } from '../../database/client.js';
import { builder } from '../builder.js';
import { LiveExperimentRef } from '../live/types.js';
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
