import type { JsonObject } from '../../json.js';

/** How an experiment chooses. */
export type Strategy = 'WEIGHTED' | 'BUCKET' | 'FIXED' | 'CUSTOM';

/** Who asks for a variant of what. */
export interface SelectionContext {
  /** The public id of the function run, `fnr_…`. */
  runId: string;
  experimentId: string;
  /** The names of the variants, in the order of the code. */
  variants: readonly string[];
}

/** What was chosen, and by what. */
export interface Selection {
  variant: string;
  /** The value that was chosen by, as text; null where it was not a value but the function run. */
  key: string | null;
  /** The weight of each variant that could have been chosen; null where no weights choose. */
  weights: Readonly<Record<string, number>> | null;
  /** What was promoted to each variant, where `experiment.managed` chooses; null where it does not. */
  configurations: Readonly<Record<string, JsonObject>> | null;
}

/**
 * Chooses a variant: what `experiment.weighted` and its like give.
 *
 * `Variant` are the names that it may choose, as far as they are known when it is compiled.
 */
export interface Selector<Variant extends string = never> {
  readonly strategy: Strategy;
  /** @throws NonRetriableError where nothing can be chosen; whatever the user's code throws. */
  choose(context: SelectionContext): Selection | Promise<Selection>;
  /** Never there: it carries the names. */
  readonly variants?: Variant;
}
