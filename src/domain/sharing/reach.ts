import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';

/*
 * What of each noun a scope may read, as a condition for Prisma: all that its organization has, or, for the guest of a share
 * link, the one experiment, its variants, evaluators, runs and results, and the dataset versions that they use. Lookups by an id
 * that came from outside name one of these, so that a guest finds nothing else by it. For keys they add nothing to a statement.
 */

/** The experiments in reach. Next to an `id` it restricts further, and never stands in its place. */
export function experimentsInReach({ organizationId, onlyExperiment }: Scope): {
  organizationId: Id<'organization'>;
  AND?: { id: Id<'experiment'> };
} {
  return { organizationId, ...(onlyExperiment !== null && { AND: { id: onlyExperiment } }) };
}

/** The runs in reach. */
export function runsInReach({ organizationId, onlyExperiment }: Scope): {
  organizationId: Id<'organization'>;
  experimentId?: Id<'experiment'>;
} {
  return { organizationId, ...(onlyExperiment !== null && { experimentId: onlyExperiment }) };
}

/** The datasets in reach: for a guest, those that the experiment or one of its runs goes over. */
export function datasetsInReach(scope: Scope) {
  const { organizationId, onlyExperiment } = scope;
  return { organizationId, ...(onlyExperiment !== null && { versions: { some: usedBy(onlyExperiment) } }) };
}

/** The dataset versions in reach: for a guest, those that the experiment or one of its runs goes over, or chose its tasks from. */
export function datasetVersionsInReach({ organizationId, onlyExperiment }: Scope) {
  return { dataset: { organizationId }, ...(onlyExperiment !== null && usedBy(onlyExperiment)) };
}

/** The items in reach: for a guest, those of the versions in reach. */
export function itemsInReach(scope: Scope) {
  const { organizationId, onlyExperiment } = scope;
  return {
    dataset: { organizationId },
    ...(onlyExperiment !== null && { versions: { some: { version: usedBy(onlyExperiment) } } }),
  };
}

function usedBy(experimentId: Id<'experiment'>) {
  const ranOver = { runs: { some: { experimentId } } };
  const chosen = { OR: [{ tasksOf: { some: { id: experimentId } } }, ranOver] };
  return { OR: [{ experiments: { some: { id: experimentId } } }, ...chosen.OR, { selections: { some: chosen } }] };
}
