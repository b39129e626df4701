import type { Run } from '../../database/client.js';
import { cancelRun } from '../../domain/runs/cancel-run.js';
import { retryFailedItems } from '../../domain/runs/retry-failed-items.js';
import { startRuns } from '../../domain/runs/start-runs.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { givenId, givenIdOrNone } from '../ids.js';
import { RunRef } from './types.js';

const StartRunsInput = builder.inputType('StartRunsInput', {
  description: 'Which variants to run, and how.',
  fields: (t) => ({
    experimentId: t.id({ required: true, description: 'The experiment whose variants are run.' }),
    variantId: t.id({
      description:
        'The one variant to run. Left out: all of the experiment’s, one run each; where there is a baseline variant, that alone until a run of it has completed, and then all others.',
    }),
    trials: t.int({ defaultValue: 1, description: 'How often every item is run.' }),
    concurrency: t.int({ description: 'How many items of each run may be under way at once.' }),
    idempotencyKey: t.string({
      description:
        'Any text of yours: calling again with it and the same arguments gives the runs of the first call, and starts none.',
    }),
  }),
});

const StartRunsSuccess = builder.objectRef<{ runs: Run[] }>('StartRunsSuccess').implement({
  description: 'The runs that were started.',
  fields: (t) => ({
    runs: t.field({ type: [RunRef], description: 'One for each variant, in the variants’ order.', resolve: ({ runs }) => runs }),
  }),
});

builder.mutationFields((t) => ({
  startRuns: t.field({
    type: StartRunsSuccess,
    nullable: true,
    description:
      'Starts one run for each variant, all or none. They run asynchronously: subscribe to `runProgress`, or poll `run`. Where there is a baseline variant, no other runs before it has completed (BASELINE_NEEDED), and its tasks are chosen first.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: StartRunsInput, required: true, description: 'What to run.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const runs = await startRuns(scope, {
        ...input,
        experimentId: givenId('experiment', input.experimentId, 'experimentId'),
        variantId: givenIdOrNone('variant', input.variantId, 'variantId') ?? null,
      });
      return { runs: orThrow(runs) };
    },
  }),
  cancelRun: t.field({
    type: RunRef,
    nullable: true,
    description: 'Ends a run early. It keeps the results it has.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The run to cancel.' }) },
    resolve: async (_root, { id }, { scope }) => orThrow(await cancelRun(scope, givenId('run', id, 'id'))),
  }),
  retryFailedItems: t.field({
    type: RunRef,
    nullable: true,
    description:
      'Runs the failed items of an ended run again, and them alone. Their results keep their ids and get new, higher sequences.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { runId: t.arg.id({ required: true, description: 'The run whose failed items to try again.' }) },
    resolve: async (_root, { runId }, { scope }) => orThrow(await retryFailedItems(scope, givenId('run', runId, 'runId'))),
  }),
}));
