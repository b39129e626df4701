import type { JsonObject } from '../../json.js';
import type { Scope } from '../scope.js';

/** What was set in the graph for the variants of a live experiment, by their names; a variant that nothing was set for is left out. */
export interface LiveSettings {
  weights: { [variant: string]: number };
  configurations: { [variant: string]: JsonObject };
}

/** What was set for the live experiments of these names, by one statement; nothing for one that there is not. */
export async function liveSettings({ db, organizationId }: Scope, names: readonly string[]): Promise<Map<string, LiveSettings>> {
  const settings = new Map(names.map((name): [string, LiveSettings] => [name, { weights: {}, configurations: {} }]));
  const variants = await db.liveVariant.findMany({
    where: { liveExperiment: { organizationId, name: { in: [...names] } }, promotedAt: { not: null } },
    include: { liveExperiment: { select: { name: true } } },
  });
  for (const { liveExperiment, name, weight, configuration } of variants) {
    const found = settings.get(liveExperiment.name);
    if (!found) continue;
    if (weight !== null) found.weights[name] = weight;
    // As promoteVariant stored it.
    if (configuration !== null) found.configurations[name] = configuration as JsonObject;
  }
  return settings;
}
