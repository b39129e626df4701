import type { ExperimentType } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { PlanSubject } from '../execution/executor.js';
import type { StepInScope } from '../steps/scope.js';
import type { TreeVariant, VariantTree } from './tree.js';

/** What of an experiment its variants depend on. */
export interface ExperimentTerms {
  id: Id<'experiment'>;
  type: ExperimentType;
  endpointId: Id<'endpoint'> | null;
  /** Those in scope, in their order. */
  steps: readonly StepInScope[];
}

/** Stands in a tree for the id of a variant that is not saved yet. */
export const unsaved: Id<'variant'> = 'unsaved';

/** What the plan of a variant is made of. */
export function planSubject<V extends TreeVariant>(
  { id: experimentId, endpointId, steps }: ExperimentTerms,
  tree: VariantTree<V>,
  id: Id<'variant'>,
): PlanSubject {
  return {
    configuration: tree.effectiveConfiguration(id),
    variantId: id === unsaved ? null : id,
    overrides: tree.overridesOf(id),
    experimentId,
    endpointId,
    steps,
  };
}
