import { type Sensitivity, sensitivityBases, sensitivityOf } from '../../domain/experiments/sensitivity.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { ExperimentRef } from './types.js';

const SensitivityBasisEnum = builder.enumType('SensitivityBasis', {
  description: 'What a sensitivity is judged by.',
  values: Object.fromEntries(
    sensitivityBases.map((basis) => [
      basis,
      {
        description:
          basis === 'DEFAULT'
            ? 'An assumption, for want of runs: that one item in four passes in one run and not in the other.'
            : 'The newest two completed runs of the experiment with as many trials.',
      },
    ]),
  ) as Record<(typeof sensitivityBases)[number], { description: string }>,
});

const SensitivityRef = builder.objectRef<Sensitivity>('Sensitivity').implement({
  description: 'How small a difference between two runs can be expected to show.',
  fields: (t) => ({
    items: t.exposeInt('items', { description: 'How many items new runs go over.' }),
    standardDeviation: t.exposeFloat('standardDeviation', {
      description: 'Of the differences of the items’ scores between two runs, in scores of 0 to 1.',
    }),
    basis: t.expose('basis', { type: SensitivityBasisEnum, description: 'Where the standard deviation comes from.' }),
    smallestDifference: t.exposeFloat('smallestDifference', {
      nullable: true,
      description:
        'The smallest difference of the mean scores that would be seen in 80 % of the cases, at 5 % two-sided; null with too few items to see any.',
    }),
  }),
});

builder.prismaObjectField(ExperimentRef, 'sensitivity', (t) =>
  t.field({
    type: SensitivityRef,
    nullable: true,
    description: 'How small a difference new runs can be expected to show; null without a dataset.',
    args: { trials: t.arg.int({ defaultValue: 1, description: 'How often every item is to be run.' }) },
    resolve: async ({ id }, { trials }, { scope }) => orThrow(await sensitivityOf(scope, id, trials ?? 1)),
  }),
);
