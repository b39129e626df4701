import { NonRetriableError } from '../errors.js';
import { isManaged, type Managed } from '../managed/snapshot.js';
import { unknownOption } from '../option-names.js';
import type { Known } from './known.js';
import { managedConfigurations } from './managed-configurations.js';
import { rendezvous } from './rendezvous.js';
import type { SelectionContext, Selector } from './selector.js';
import { refuseUnknown } from './unknown-selection.js';
import { readWeights, weightsOfVariants } from './weights.js';

const source = 'experiment.bucket';

/** What a variant is chosen by, as text: `1` and `'1'` are the same. */
export type BucketValue = string | number | bigint | boolean | null | undefined;

export interface BucketOptions<Weighted extends string = string, Missing extends string = string> {
  /** A weight for each variant, or what `experiment.managed` gives. All variants are equal by default. */
  weights?: Record<Weighted, number> | Managed<Weighted>;
  /**
   * The experiment's id by default, so that one value gets its variants of two experiments independently. Experiments with the same
   * salt, or with `false` for none, give one value the same variant where names and weights are the same.
   */
  salt?: string | false;
  /** The variant where there is no value. By default that is an error: all such runs would get one variant, and nobody would know. */
  onMissing?: Missing;
}

const optionNames: readonly string[] = ['weights', 'salt', 'onMissing'] satisfies (keyof BucketOptions)[];

/**
 * Splits values, such as the ids of users, by weight: one value always gets the same variant, in whichever run.
 *
 * @throws TypeError, RangeError for options that are none.
 */
export function bucket<const Weighted extends string = never, const Missing extends string = never>(
  value: BucketValue,
  options: BucketOptions<Weighted, Missing> | Managed<Weighted> = {},
): Selector<Known<Weighted> | Known<Missing>> {
  const { weights: given, salt, onMissing } = readOptions(options);
  const managed = isManaged(given) ? given : null;
  const weights = given === undefined ? null : readWeights(managed?.weights ?? given, source);
  return {
    strategy: 'BUCKET',
    choose(context) {
      const weightOf = weightsOfVariants(weights, source, context);
      const configurations = managedConfigurations(managed, context);
      if (onMissing !== undefined) refuseUnknown(onMissing, `${source} has for onMissing`, context);
      if (value === null || value === undefined) {
        if (onMissing === undefined) throw missing(value, context);
        return { variant: onMissing, key: null, weights: null, configurations };
      }
      refuseOpaque(value, context);
      const key = String(value);
      const variant = rendezvous(salt ?? context.experimentId, key, weightOf);
      return { variant, key, weights: weightOf, configurations };
    },
  };
}

function readOptions(options: BucketOptions | Managed): BucketOptions {
  if (isManaged(options)) return { weights: options };
  const unknown = unknownOption(source, options, optionNames);
  if (unknown !== null) throw new TypeError(unknown);
  const { salt } = options;
  if (salt !== undefined && salt !== false && typeof salt !== 'string')
    throw new TypeError(`${source} has the salt ${String(salt)}. Give a text, or false for none.`);
  return options;
}

function missing(value: null | undefined, { experimentId, variants }: SelectionContext): NonRetriableError {
  return new NonRetriableError(
    `Experiment "${experimentId}": ${source} has ${value} to choose by, which would put all such runs into one variant. ` +
      `Give a value, or say with onMissing which variant they get. The variants are: ${variants.join(', ')}.`,
  );
}

/** Programs that were not compiled may give anything, and one text for every object would put all of them into one variant. */
function refuseOpaque(value: unknown, { experimentId }: SelectionContext): void {
  if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') return;
  const kind = Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
  throw new NonRetriableError(
    `Experiment "${experimentId}": what ${source} has to choose by is ${kind}. Give a text, a number or a boolean, such as an id.`,
  );
}
