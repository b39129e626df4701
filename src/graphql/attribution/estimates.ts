import type { Estimate } from '../../domain/attribution/estimate.js';
import { builder } from '../builder.js';

export const EstimateRef = builder.objectRef<Estimate>('Estimate').implement({
  description: 'A difference over the items that two runs have in common, with its 95 % interval.',
  fields: (t) => ({
    value: t.exposeFloat('value', { description: 'The difference.' }),
    confidenceLow: t.exposeFloat('confidenceLow', {
      nullable: true,
      description: 'The lower end of the interval; null where the items are too few for one.',
    }),
    confidenceHigh: t.exposeFloat('confidenceHigh', { nullable: true, description: 'The upper end of the interval.' }),
    items: t.exposeInt('items', { description: 'How many items it is over.' }),
  }),
});

export const CostEstimateRef = builder.objectRef<Estimate<string>>('CostEstimate').implement({
  description: 'A difference of costs over the items that two runs have in common, with its 95 % interval. US dollars.',
  fields: (t) => ({
    value: t.expose('value', { type: 'Decimal', description: 'The difference.' }),
    confidenceLow: t.expose('confidenceLow', {
      type: 'Decimal',
      nullable: true,
      description: 'The lower end of the interval; null where the items are too few for one.',
    }),
    confidenceHigh: t.expose('confidenceHigh', {
      type: 'Decimal',
      nullable: true,
      description: 'The upper end of the interval.',
    }),
    items: t.exposeInt('items', { description: 'How many items it is over.' }),
  }),
});
