import { clearBaseline, markBaseline } from '../../domain/regression/baselines.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { RunRef } from '../runs/types.js';

builder.mutationFields((t) => ({
  markBaseline: t.field({
    type: RunRef,
    nullable: true,
    description:
      'Marks a completed run as the one that its variant’s other runs are compared with, in place of the one marked before.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { runId: t.arg.id({ required: true, description: 'The run to mark.' }) },
    resolve: async (_root, { runId }, { scope }) => orThrow(await markBaseline(scope, givenId('run', runId, 'runId'))),
  }),
  clearBaseline: t.field({
    type: RunRef,
    nullable: true,
    description: 'Takes the mark from a run. A run that is not marked is given back as it is.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { runId: t.arg.id({ required: true, description: 'The run to take the mark from.' }) },
    resolve: async (_root, { runId }, { scope }) => orThrow(await clearBaseline(scope, givenId('run', runId, 'runId'))),
  }),
}));
