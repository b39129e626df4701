import type { LiveVariant } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import type { Group } from '../statistics/groups.js';
import { momentsOfGroups } from '../statistics/moments.js';
import { compareWithFirst, type LiveComparison } from './compare-variants.js';
import { builtInMetrics, metricValues, type ValueGroup } from './metric-values.js';

/** One thing that was measured of one variant. */
export interface LiveMetric {
  liveExperimentId: Id<'liveExperiment'>;
  variant: string;
  /** That of a built-in metric or, where `scored`, of a score. */
  name: string;
  scored: boolean;
  /** Of how many units there is a value. */
  units: number;
  /** Over the units; null without any. */
  mean: number | null;
  /** The values of the units. */
  groups: readonly Group[];
  comparison: LiveComparison | null;
}

/**
 * What was measured in some live experiments, by one statement: of every variant every built-in metric and, in the order of their
 * names, every score that any of its live experiment's variants has. {@link metricValues} says what each is.
 *
 * @param experiments the variants of each, in their order: the others are compared with the first.
 */
export async function liveFigures(scope: Scope, experiments: readonly (readonly LiveVariant[])[]): Promise<LiveMetric[][]> {
  const ids = experiments.flatMap(([first]) => (first ? [first.liveExperimentId] : []));
  const groups = await metricValues(scope, ids);
  return experiments.map((variants) => {
    const own = groups.filter(({ liveExperimentId }) => liveExperimentId === variants[0]?.liveExperimentId);
    const scores = new Set(own.flatMap(({ scored, metric }) => (scored ? [metric] : [])));
    return [
      ...builtInMetrics.flatMap((name) => metricOfAll(variants, name, false, own)),
      ...[...scores].sort().flatMap((name) => metricOfAll(variants, name, true, own)),
    ];
  });
}

/** One metric of each variant. Of scores, more is better; of errors, time and money, less. */
function metricOfAll(
  variants: readonly LiveVariant[],
  name: string,
  scored: boolean,
  groups: readonly ValueGroup[],
): LiveMetric[] {
  const values = variants.map((variant) =>
    groups.filter((group) => group.variant === variant.name && group.scored === scored && group.metric === name),
  );
  const moments = values.map(momentsOfGroups);
  const comparisons = compareWithFirst(moments, scored ? 'more' : 'less');
  return variants.map(({ liveExperimentId, name: variant }, place) => {
    const { units = 0, mean = 0 } = moments[place] ?? {};
    return {
      liveExperimentId,
      variant,
      name,
      scored,
      units,
      mean: units === 0 ? null : mean,
      groups: values[place] ?? [],
      comparison: comparisons[place] ?? null,
    };
  });
}
