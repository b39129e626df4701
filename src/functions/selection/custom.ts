import type { Known } from './known.js';
import type { Selector } from './selector.js';
import { refuseUnknown } from './unknown-selection.js';

/** Has code of the user's name the variant. It runs once a run, as a step does: what it gave is remembered. */
export function custom<const Name extends string>(name: () => Name | Promise<Name>): Selector<Known<Name>> {
  if (typeof name !== 'function')
    throw new TypeError(
      'experiment.custom takes a function that gives the name of a variant. For a name alone there is experiment.fixed.',
    );
  return {
    strategy: 'CUSTOM',
    async choose(context) {
      const variant = await name();
      refuseUnknown(variant, 'experiment.custom chose', context);
      return { variant, key: null, weights: null, configurations: null };
    },
  };
}
