import DataLoader from 'dataloader';
import type { LiveVariant } from '../../database/client.js';
import { type ExposureCounts, exposureCounts } from '../../domain/live/exposure-counts.js';
import { type LiveMetric, liveFigures } from '../../domain/live/figures.js';
import { metricIntervals } from '../../domain/live/metric-interval.js';
import { type LiveShares, liveShares } from '../../domain/live/shares.js';
import { liveVariants } from '../../domain/live/variants.js';
import { type Weights, weightsNow } from '../../domain/live/weights.js';
import type { Scope } from '../../domain/scope.js';
import type { Interval } from '../../domain/statistics/bootstrap.js';
import type { Id } from '../../ids.js';
import { byId, unknown } from './by-id.js';
import { grouped } from '../../domain/grouped.js';

/** What belongs to live experiments, each by the experiment's id: all that is counted or measured is one statement for all of them. */
export function liveLoaders(scope: Scope) {
  const { db, organizationId } = scope;
  /** In their order. */
  const variants = new DataLoader<Id<'liveExperiment'>, LiveVariant[]>(async (ids) => {
    const rows = grouped(await liveVariants(db, scope, ids), ({ liveExperimentId }) => liveExperimentId);
    return ids.map((id) => rows.get(id) ?? []);
  });
  return {
    experiments: byId((ids) => db.liveExperiment.findMany({ where: { id: { in: ids }, organizationId } })),
    variants,
    weights: new DataLoader<Id<'liveExperiment'>, Weights | null>(async (ids) =>
      weightsNow(scope, await Promise.all(ids.map((id) => variants.load(id)))),
    ),
    counts: new DataLoader<Id<'liveExperiment'>, ExposureCounts[]>(async (ids) => {
      const counts = grouped(await exposureCounts(scope, ids), ({ liveExperimentId }) => liveExperimentId);
      return ids.map((id) => counts.get(id) ?? []);
    }),
    shares: new DataLoader<Id<'liveExperiment'>, LiveShares>(async (ids) => {
      const shares = await liveShares(scope, ids);
      return ids.map((id) => shares.get(id) ?? unknown(id));
    }),
    figures: new DataLoader<Id<'liveExperiment'>, LiveMetric[]>(async (ids) =>
      liveFigures(scope, await Promise.all(ids.map((id) => variants.load(id)))),
    ),
    intervals: new DataLoader<LiveMetric, Interval | null>(metricIntervals),
  };
}
