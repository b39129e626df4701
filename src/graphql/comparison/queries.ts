import { openComparison } from '../../domain/comparison/comparison.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { ExperimentRef } from '../experiments/types.js';
import { givenId } from '../ids.js';
import { ComparisonRef } from './types.js';

builder.prismaObjectField(ExperimentRef, 'comparison', (t) =>
  t.field({
    type: ComparisonRef,
    description: 'Its runs side by side: where they differ, who wins, and what it costs.',
    args: {
      runIds: t.arg.idList({
        description: 'The runs to compare, active ones too; where nothing is said, each variant’s latest completed run.',
      }),
    },
    resolve: async ({ id }, { runIds }, { scope }) => {
      const chosen = runIds?.map((runId, place) => givenId('run', runId, `runIds[${place}]`)) ?? null;
      return orThrow(await openComparison(scope, id, chosen));
    },
  }),
);
