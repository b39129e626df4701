import { NonRetriableError } from '../errors.js';
import type { SelectionContext } from './selector.js';
import { refuseUnknown } from './unknown-selection.js';

/** Weights by the variants' names: relative, finite, not negative, at least one of them positive. */
export type Weights = Readonly<Record<string, number>>;

const rule = 'Weights are relative: finite numbers of 0 and more, at least one of them positive.';

/**
 * A copy of what is given as weights, so that changing it later changes nothing.
 *
 * @param source is what a message calls the place, such as `experiment.weighted`.
 * @throws TypeError for what is not a number, RangeError for a number that is no weight; each names the variant.
 */
export function readWeights(given: unknown, source: string): Weights {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const kind = given === null ? 'null' : Array.isArray(given) ? 'a list' : typeof given;
    throw new TypeError(`${source} was given ${kind} for weights. Give each variant one: { current: 90, candidate: 10 }.`);
  }
  const weights: Record<string, number> = { ...given };
  let isAnyPositive = false;
  for (const name of Object.keys(weights)) {
    const weight: unknown = weights[name];
    if (typeof weight !== 'number') {
      const shown = typeof weight === 'string' ? JSON.stringify(weight) : String(weight);
      throw new TypeError(`${source}: the weight of "${name}" is ${shown}, of type ${typeof weight}. ${rule}`);
    }
    if (!Number.isFinite(weight) || weight < 0) throw new RangeError(`${source}: the weight of "${name}" is ${weight}. ${rule}`);
    if (weight > 0) isAnyPositive = true;
  }
  if (!isAnyPositive) {
    const names = Object.keys(weights);
    const given = names.length === 0 ? 'no weights are given' : `the weight of each of ${names.join(', ')} is 0`;
    throw new RangeError(`${source}: ${given}. ${rule}`);
  }
  return weights;
}

/**
 * The weight of each variant that the code has: 0 where none was given; all equal where none were given at all.
 *
 * @throws NonRetriableError for a weight of a variant that the code does not have.
 */
export function weightsOfVariants(weights: Weights | null, source: string, context: SelectionContext): Weights {
  const { experimentId, variants } = context;
  if (variants.length === 0) throw new NonRetriableError(`Experiment "${experimentId}" has no variants. Give at least one.`);
  if (weights === null) return equalWeights(variants);
  const names = Object.keys(weights);
  for (const name of names) refuseUnknown(name, `${source} gives a weight to`, context);
  if (names.length === variants.length) return weights;
  return { ...Object.fromEntries(variants.map((name) => [name, 0])), ...weights };
}

function equalWeights(variants: readonly string[]): Weights {
  const weights: Record<string, number> = {};
  for (const name of variants) weights[name] = 1;
  return weights;
}
