import { isManaged, type Managed } from '../managed/snapshot.js';
import type { Known } from './known.js';
import { managedConfigurations } from './managed-configurations.js';
import { rendezvous } from './rendezvous.js';
import type { Selector } from './selector.js';
import { readWeights, weightsOfVariants } from './weights.js';

const source = 'experiment.weighted';

/**
 * Splits function runs by weight. What a run gets is a function of its id and the experiment's: two experiments in one run do not
 * move together.
 *
 * @param given a weight for each variant, or what `experiment.managed` gives. A variant without one has the weight 0.
 * @throws TypeError, RangeError for what are no weights.
 */
export function weighted<Name extends string>(given: Record<Name, number> | Managed<Name>): Selector<Known<Name>> {
  const managed = isManaged(given) ? given : null;
  const weights = readWeights(managed?.weights ?? given, source);
  return {
    strategy: 'WEIGHTED',
    choose(context) {
      const weightOf = weightsOfVariants(weights, source, context);
      const variant = rendezvous(context.experimentId, context.runId, weightOf);
      return { variant, key: null, weights: weightOf, configurations: managedConfigurations(managed, context) };
    },
  };
}
