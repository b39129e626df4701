import type { LiveAllocation, LiveVariant } from '../../database/client.js';
import type { Scope } from '../scope.js';

/** The relative weight of each variant, by name. */
export type Weights = { [variant: string]: number };

/** What the exposures of an allocation were chosen by; null where no weights choose. */
export function weightsOf({ weights }: Pick<LiveAllocation, 'weights'>): Weights | null {
  // As `showExperiment` stored them.
  return weights as Weights | null;
}

/** The weight of a variant, which may have the name of something that every object has: 0 for one that is not among them. */
export function weightIn(weights: Weights, variant: string): number {
  return Object.hasOwn(weights, variant) ? (weights[variant] ?? 0) : 0;
}

/**
 * The weights by which the variants of some live experiments are chosen now: those of the latest exposures, and in their place those
 * that were set in the graph, where the code reads them and one of them all is positive. Null where no weights choose. A variant that
 * the code has no more has none.
 *
 * @param experiments the variants of each.
 */
export async function weightsNow(
  { db, organizationId }: Scope,
  experiments: readonly (readonly LiveVariant[])[],
): Promise<(Weights | null)[]> {
  const ids = experiments.flatMap(([first]) => (first ? [first.liveExperimentId] : []));
  const rows = await db.$queryRaw<{ id: string; managed: boolean; weights: Weights | null }[]>`
    SELECT x.id, x.managed, a.weights FROM live_experiment x JOIN live_allocation a ON a.id = x.allocation_id
    WHERE x.id = ANY(${ids}::uuid[]) AND x.organization_id = ${organizationId}::uuid`;
  return experiments.map((variants) => {
    const latest = rows.find(({ id }) => id === variants[0]?.liveExperimentId);
    if (!latest?.weights) return null;
    if (!latest.managed) return latest.weights;
    const merged = { ...latest.weights, ...setWeights(variants, latest.weights) };
    return Object.values(merged).some((weight) => weight > 0) ? merged : latest.weights;
  });
}

/** Those that were set in the graph, of variants that the code has. */
function setWeights(variants: readonly LiveVariant[], known: Weights): Weights {
  return Object.fromEntries(
    variants.flatMap(({ name, weight }) => (weight !== null && Object.hasOwn(known, name) ? [[name, weight]] : [])),
  );
}
