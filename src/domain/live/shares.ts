import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { type SampleRatio, sampleRatio, type Stratum } from '../statistics/sample-ratio.js';
import type { Weights } from './weights.js';

/** How the units of a live experiment are shared among its variants. */
export interface LiveShares {
  /** How many there are, each counted once whichever variants it had. */
  units: number;
  /** By variant, from 0 to 1. */
  shares: Map<string, VariantShare>;
  /** Whether the units are shared as the weights say; null where no weights chose any. */
  sampleRatio: Pick<SampleRatio, 'pValue' | 'mismatch'> | null;
}

export interface VariantShare {
  /** Which part of the units had the variant first: of those that weights chose for, or of all where they chose for none. */
  share: number;
  /** Which part of the same units the weights call for; null where they chose for none. */
  expectedShare: number | null;
}

/** How many units one allocation gave one variant at first. */
interface FirstExposures {
  liveExperimentId: Id<'liveExperiment'>;
  allocationId: string;
  weights: Weights | null;
  variant: string;
  units: number;
}

/**
 * How the units of some live experiments are shared, by one statement. A unit counts where it was first exposed: for the variant that
 * it got then, and by the weights of that time. Whoever comes back is not counted again, whatever the weights have become, so
 * neither frequent users nor a change of weights look like a mismatch.
 */
export async function liveShares(
  { db, organizationId }: Scope,
  ids: readonly Id<'liveExperiment'>[],
): Promise<Map<Id<'liveExperiment'>, LiveShares>> {
  const rows = await db.$queryRaw<FirstExposures[]>`
    SELECT first.live_experiment_id AS "liveExperimentId", first.allocation_id AS "allocationId", a.weights, first.variant, first.units
    FROM (SELECT live_experiment_id, allocation_id, variant, count(*)::int AS units FROM (
        SELECT DISTINCT ON (e.live_experiment_id, e.unit) e.live_experiment_id, e.allocation_id, e.variant
        FROM exposure e JOIN live_experiment x ON x.id = e.live_experiment_id
        WHERE x.id = ANY(${[...ids]}::uuid[]) AND x.organization_id = ${organizationId}::uuid
        ORDER BY e.live_experiment_id, e.unit, e.created_at, e.id) AS unit
      GROUP BY live_experiment_id, allocation_id, variant) AS first
    JOIN live_allocation a ON a.id = first.allocation_id
    ORDER BY first.allocation_id, first.variant`;
  return new Map(ids.map((id) => [id, sharesOf(rows.filter(({ liveExperimentId }) => liveExperimentId === id))]));
}

/** @param rows of one live experiment. */
function sharesOf(rows: readonly FirstExposures[]): LiveShares {
  const byWeights = rows.filter(({ weights }) => weights !== null);
  const names = [...new Set(rows.flatMap(({ variant, weights }) => [variant, ...Object.keys(weights ?? {})]))].sort();
  const ratio = sampleRatio(strataOf(byWeights, names));
  const counted = ratio ? byWeights : rows;
  const shares = names.map((name, place): [string, VariantShare] => [
    name,
    {
      share: unitsOf(counted.filter(({ variant }) => variant === name)) / unitsOf(counted),
      expectedShare: ratio?.expectedShares[place] ?? null,
    },
  ]);
  return { units: unitsOf(rows), shares: new Map(shares), sampleRatio: ratio };
}

/** The units of each allocation, by variant in the order of the names. */
function strataOf(rows: readonly FirstExposures[], names: readonly string[]): Stratum[] {
  const allocations = [...new Set(rows.map(({ allocationId }) => allocationId))];
  return allocations.map((allocation) => {
    const stratum = rows.filter(({ allocationId }) => allocationId === allocation);
    return {
      counts: names.map((name) => unitsOf(stratum.filter(({ variant }) => variant === name))),
      weights: names.map((name) => stratum[0]?.weights?.[name] ?? 0),
    };
  });
}

function unitsOf(rows: readonly FirstExposures[]): number {
  return rows.reduce((sum, { units }) => sum + units, 0);
}
