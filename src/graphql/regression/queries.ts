import { defaultThreshold } from '../../domain/regression/report.js';
import { builder } from '../builder.js';
import { givenIdOrNone } from '../ids.js';
import { RunRef } from '../runs/types.js';
import { VariantRef } from '../variants/types.js';
import { RegressionReportRef } from './types.js';

builder.prismaObjectFields(RunRef, (t) => ({
  baseline: t.exposeBoolean('baseline', {
    description: 'Whether it is the marked baseline of its variant: the run that the variant’s other runs are compared with.',
  }),
  regression: t.field({
    type: RegressionReportRef,
    nullable: true,
    description:
      'The run against its baseline run: the named one; else the marked baseline of the variant; else the newest completed run of the variant that was created before it. Null where nothing qualifies, for the marked baseline itself, and while the run has not completed, unless a run is named: then that is an error.',
    args: {
      baselineRunId: t.arg.id({
        description: 'A completed run to compare with, over the same dataset: of any variant and experiment of the organization.',
      }),
      threshold: t.arg.float({
        defaultValue: defaultThreshold,
        description: 'The change of a score, 0 to 1, beyond which an item counts as improved or regressed.',
      }),
    },
    resolve: (run, args, { loaders }) => {
      const baselineRunId = givenIdOrNone('run', args.baselineRunId, 'baselineRunId') ?? null;
      if (run.status !== 'COMPLETED' && baselineRunId === null) return null;
      return loaders.regression.load({ run, baselineRunId, threshold: args.threshold ?? null });
    },
  }),
}));

builder.prismaObjectField(VariantRef, 'baselineRun', (t) =>
  t.field({
    type: RunRef,
    nullable: true,
    description: 'Its marked baseline: the run that its other runs are compared with.',
    resolve: ({ id }, _args, { loaders }) => loaders.baselineRun.load(id),
  }),
);
