import type { Experiment, Transaction } from '../../database/client.js';
import type { ValidationError } from '../../failures.js';
import type { Scope } from '../scope.js';
import { withDefaults } from '../steps/check-configuration.js';
import { type StepInScope, stepsInScope } from '../steps/scope.js';
import { checkVariants } from './check-variants.js';
import { contentOf, isSameContent, storedColumns } from './configuration.js';

/**
 * Fits the variants of an experiment to the steps that it is to have in scope: its baseline takes what the steps that come new
 * use at present, as it would have if they had been there when it was added. The caller holds the experiment's lock.
 *
 * @returns why a variant would not fit, and then nothing is written; null where all do.
 */
export async function fitVariants(
  tx: Transaction,
  scope: Scope,
  { id, type, endpointId }: Experiment,
  steps: StepInScope[],
): Promise<ValidationError | null> {
  const stored = await tx.variant.findMany({ where: { experimentId: id }, orderBy: { sortOrder: 'asc' } });
  if (stored.length === 0) return null;
  const present = await stepsInScope(tx, id);
  const added = steps.filter(({ stepId }) => !present.some((step) => step.stepId === stepId));
  const variants = stored.map((variant) => {
    const content = contentOf(variant);
    return content.kind === 'root' ? { ...variant, configuration: withDefaults(added, content.configuration) } : variant;
  });
  const misfit = await checkVariants(scope, { id, type, endpointId, steps }, variants);
  if (misfit) return misfit;
  for (const [place, variant] of stored.entries()) {
    const content = contentOf(variants[place] ?? variant);
    if (isSameContent(content, contentOf(variant))) continue;
    await tx.variant.update({ where: { id: variant.id }, data: storedColumns(content) });
  }
  return null;
}
