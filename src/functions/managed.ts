import { type Fallback, type Managed, snapshot } from './managed/snapshot.js';
import { managedSettings } from './managed/source.js';

/**
 * What is set in the graph for a live experiment, by `promoteVariant`: the weights, and the configurations that were promoted. For
 * `experiment.weighted` or `experiment.bucket`.
 *
 * It is known without waiting: what was read last counts, for ever if the API is away, and before anything was read the fallback
 * does. What is older than 10 seconds is read anew in the background.
 *
 * @param id of the live experiment, as `group.experiment` has it.
 * @throws TypeError, RangeError where the fallback's weights are none.
 */
function current<Name extends string>(id: string, fallback: Fallback<Name>): Managed<Name> {
  return snapshot(id, fallback, managedSettings()?.get(id) ?? null);
}

/** Resolves when the settings of a live experiment were read for the first time, or could not be: for the start of a process. */
async function ready(id: string): Promise<void> {
  await managedSettings()?.ready(id);
}

export const managed = Object.assign(current, { ready });
