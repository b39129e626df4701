import type { Id } from '../../ids.js';
import { grouped } from '../grouped.js';
import type { Scope } from '../scope.js';
import { type SampleRatio, sampleRatio, type Stratum } from '../statistics/sample-ratio.js';
import { type Weights, weightIn } from './weights.js';

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

/** How many units one variant was given at first, by some weights. */
interface FirstExposures {
  liveExperimentId: Id<'liveExperiment'>;
  /** Numbers the weights of a live experiment, 1 for the first; equal weights are the same however often they came. */
  period: number;
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
    WITH given AS (
        SELECT live_experiment_id, allocation_id, variant, count(*) AS units FROM (
          SELECT DISTINCT ON (e.live_experiment_id, e.unit) e.live_experiment_id, e.allocation_id, e.variant
          FROM exposure e JOIN live_experiment x ON x.id = e.live_experiment_id
          WHERE x.id = ANY(${[...ids]}::uuid[]) AND x.organization_id = ${organizationId}::uuid
          ORDER BY e.live_experiment_id, e.unit, e.created_at, e.id) AS unit
        GROUP BY live_experiment_id, allocation_id, variant),
      by_weights AS (
        SELECT given.live_experiment_id, a.weights, given.variant, sum(given.units)::int AS units
        FROM given JOIN live_allocation a ON a.id = given.allocation_id
        GROUP BY given.live_experiment_id, a.weights, given.variant)
    SELECT live_experiment_id AS "liveExperimentId", dense_rank() OVER (PARTITION BY live_experiment_id ORDER BY weights)::int AS period,
      weights, variant, units
    FROM by_weights ORDER BY live_experiment_id, period, variant`;
  const byExperiment = grouped(rows, ({ liveExperimentId }) => liveExperimentId);
  return new Map(ids.map((id) => [id, sharesOf(byExperiment.get(id) ?? [])]));
}

/** @param rows of one live experiment. */
function sharesOf(rows: readonly FirstExposures[]): LiveShares {
  const byWeights = rows.filter(({ weights }) => weights !== null);
  const names = [...new Set(rows.flatMap(({ variant, weights }) => [variant, ...Object.keys(weights ?? {})]))].sort();
  const ratio = sampleRatio(strataOf(byWeights, names));
  const counted = ratio ? byWeights : rows;
  const units = unitsOf(counted);
  const byVariant = grouped(counted, ({ variant }) => variant);
  const shares = names.map((name, place): [string, VariantShare] => [
    name,
    { share: unitsOf(byVariant.get(name) ?? []) / units, expectedShare: ratio?.expectedShares[place] ?? null },
  ]);
  return { units: unitsOf(rows), shares: new Map(shares), sampleRatio: ratio };
}

/** The units that came by the same weights, by variant in the order of the names. */
function strataOf(rows: readonly FirstExposures[], names: readonly string[]): Stratum[] {
  const periods = grouped(rows, ({ period }) => period);
  return [...periods.values()].map((period) => {
    const units = new Map(period.map((row) => [row.variant, row.units]));
    const weights = period[0]?.weights ?? {};
    return { counts: names.map((name) => units.get(name) ?? 0), weights: names.map((name) => weightIn(weights, name)) };
  });
}

function unitsOf(rows: readonly FirstExposures[]): number {
  return rows.reduce((sum, { units }) => sum + units, 0);
}
