import { Prisma } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import type { Group } from '../statistics/groups.js';

/** What is measured of every variant, beside the scores that it is given. */
export const builtInMetrics = ['errors', 'durationMs', 'cost'] as const;
export type BuiltInMetric = (typeof builtInMetrics)[number];

/** How many of the scores of a live experiment are looked at, in the order of their names. */
export const mostScores = 100;

/**
 * Values are told apart by so many equal parts of their range: what lies within one is told by its mean and variance. Twice as many
 * would take an interval twice the time, and move its ends no more than other draws do.
 */
const parts = 32;

/** Units of one variant whose values of a metric lie within one part of their range. */
export interface ValueGroup extends Group {
  liveExperimentId: Id<'liveExperiment'>;
  variant: string;
  /** A {@link BuiltInMetric}; where `scored`, the name of a score. */
  metric: string;
  scored: boolean;
}

/**
 * What was measured in some live experiments, in groups of units, by one statement: the database does the counting, so that it
 * does not matter here how many units there are. The value of a unit under a variant is the mean of what was measured:
 *
 * - `errors`: of its exposures that have ended, 1 for one that failed and 0 for one that completed;
 * - `durationMs`: of its exposures that completed, the milliseconds that the variant's steps took: what failed early is not fast;
 * - `cost`: of its exposures that have ended and whose cost is known, the US dollars that the variant's steps cost;
 * - a score: of what was recorded under the name for the variant and the unit, by 15 significant digits.
 *
 * A unit of which nothing was measured has no value. All means and variances are of decimals: nothing depends on the order of rows.
 * Groups of one metric and variant are in ascending order.
 */
export function metricValues({ db, organizationId }: Scope, ids: readonly Id<'liveExperiment'>[]): Promise<ValueGroup[]> {
  return db.$queryRaw<ValueGroup[]>`
    WITH chosen AS (SELECT id FROM live_experiment WHERE id = ANY(${[...ids]}::uuid[]) AND organization_id = ${organizationId}::uuid),
      exposed AS (
        SELECT e.live_experiment_id AS id, e.variant,
          avg((e.status = 'FAILED')::int) FILTER (WHERE e.status <> 'RUNNING') AS errors,
          avg(e.duration_ms) FILTER (WHERE e.status = 'COMPLETED') AS duration_ms,
          avg(e.cost) FILTER (WHERE e.status <> 'RUNNING') AS cost
        FROM exposure e JOIN chosen ON chosen.id = e.live_experiment_id
        GROUP BY e.live_experiment_id, e.variant, e.unit),
      measured AS (
        SELECT id, variant, of.* FROM (
          SELECT *, min(duration_ms) OVER all_units AS fastest, max(duration_ms) OVER all_units AS slowest,
            min(cost) OVER all_units AS cheapest, max(cost) OVER all_units AS dearest
          FROM exposed WINDOW all_units AS (PARTITION BY id, variant)) AS with_ranges
        CROSS JOIN LATERAL (VALUES ('errors', errors, 0, 1), ('durationMs', duration_ms, fastest, slowest),
          ('cost', cost, cheapest, dearest)) AS of(metric, value, low, high)
        WHERE of.value IS NOT NULL),
      scored AS (
        SELECT *, min(value) OVER all_units AS low, max(value) OVER all_units AS high FROM (
          SELECT s.live_experiment_id AS id, s.variant, s.name AS metric, avg(s.value::numeric) AS value
          FROM chosen CROSS JOIN LATERAL (
            SELECT DISTINCT name FROM live_score WHERE live_experiment_id = chosen.id ORDER BY name LIMIT ${mostScores}) AS shown
            JOIN live_score s ON s.live_experiment_id = chosen.id AND s.name = shown.name
          GROUP BY s.live_experiment_id, s.variant, s.name, s.unit) AS by_unit
        WINDOW all_units AS (PARTITION BY id, variant, metric)),
      summed AS (
        SELECT id, variant, false AS scored, metric, count(*) AS items, sum(value) AS total, sum(value * value) AS squares
        FROM measured GROUP BY id, variant, metric, ${part}
        UNION ALL
        SELECT id, variant, true, metric, count(*), sum(value), sum(value * value)
        FROM scored GROUP BY id, variant, metric, ${part})
    SELECT id AS "liveExperimentId", variant, scored, metric, items::float8 AS items, (total / items)::float8 AS mean,
      ((items * squares - total * total) / (items * items))::float8 AS variance
    FROM summed ORDER BY id, variant, scored, metric, mean`;
}

/** In which part of the range from `low` to `high` a value is, 1 for the first. */
const part = Prisma.sql`CASE WHEN low = high THEN 1 ELSE least(width_bucket(value, low, high, ${parts}::int), ${parts}::int) END`;
