import { isJsonObject, type JsonObject } from '../../json.js';
import { readWeights } from '../selection/weights.js';

/** What was set in the graph for a live experiment: nothing for the variants that are not there. */
export interface LiveSettings {
  weights: Record<string, number>;
  configurations: Record<string, JsonObject>;
}

/** What holds where nothing was set in the graph. */
export interface Fallback<Name extends string = string> {
  weights: Record<Name, number>;
  configurations?: Partial<Record<NoInfer<Name>, JsonObject>>;
}

/** What a live experiment is set to at the moment: the weight of each variant, and what was promoted to it. */
export interface Managed<Name extends string = string> {
  /** Of which live experiment. */
  readonly id: string;
  readonly weights: Readonly<Record<Name, number>>;
  readonly configurations: Readonly<Record<string, JsonObject>>;
}

/**
 * What was set in the graph, variant by variant, over the fallback.
 *
 * A variant that the fallback does not know is left out: it was set for code that has changed since. Where no weight would be
 * positive, the fallback's count.
 *
 * @throws TypeError, RangeError where the fallback's weights are none.
 */
export function snapshot<Name extends string>(id: string, fallback: Fallback<Name>, live: LiveSettings | null): Managed<Name>;
export function snapshot(id: string, fallback: Fallback, live: LiveSettings | null): Managed {
  if (!isJsonObject(fallback) || !isJsonObject(fallback.weights))
    throw new TypeError(`experiment.managed("${id}") needs what counts until something is set: give { weights: { … } }.`);
  const known = readWeights(fallback.weights, `The fallback of experiment.managed("${id}")`);
  const merged = { ...known, ...ofKnown(known, live?.weights, isWeight) };
  const weights = Object.values(merged).some((weight) => weight > 0) ? merged : known;
  // Handlers may change what they are given, and what was read is given to each.
  const promoted = structuredClone(ofKnown(known, live?.configurations, isJsonObject));
  return { id, weights, configurations: { ...ofKnown(known, fallback.configurations, isJsonObject), ...promoted } };
}

function ofKnown<T>(known: object, given: Record<string, unknown> = {}, fits: (value: unknown) => value is T): Record<string, T> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (Object.hasOwn(known, name) && fits(value) ? [[name, value]] : [])),
  );
}

function isWeight(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Variants may have the names of these fields: their weights would be numbers. */
export function isManaged(given: unknown): given is Managed {
  return isJsonObject(given) && isJsonObject(given.configurations);
}
