import type { Experiment, Transaction } from '../../database/client.js';
import { stepsInScope } from '../steps/scope.js';
import { hasSteps } from './configuration.js';
import type { ExperimentTerms } from './plan-subject.js';
import { VariantTree } from './tree.js';

/** An experiment's variants, in their order, and what they depend on. */
export interface ExperimentTree {
  experiment: ExperimentTerms;
  tree: VariantTree;
}

export async function readTree(db: Transaction, experiment: Experiment): Promise<ExperimentTree> {
  const { id, type, endpointId } = experiment;
  const variants = await db.variant.findMany({ where: { experimentId: id }, orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }] });
  const steps = hasSteps(type) ? await stepsInScope(db, id) : [];
  return { experiment: { id, type, endpointId, steps }, tree: new VariantTree(variants) };
}
