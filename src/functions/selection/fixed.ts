import type { Known } from './known.js';
import type { Selector } from './selector.js';
import { refuseUnknown } from './unknown-selection.js';

/** Gives every run the same variant: for trying one, or for ending an experiment before its code is removed. */
export function fixed<const Name extends string>(variant: Name): Selector<Known<Name>> {
  return {
    strategy: 'FIXED',
    choose(context) {
      refuseUnknown(variant, 'experiment.fixed chose', context);
      return { variant, key: null, weights: null, configurations: null };
    },
  };
}
