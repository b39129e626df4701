import type { LiveVariant, Transaction } from '../../database/client.js';
import { ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';

/** The variants of some live experiments, each one's in their order: the first is what the others are compared with. */
export function liveVariants(
  tx: Transaction,
  { organizationId }: Scope,
  ids: readonly Id<'liveExperiment'>[],
): Promise<LiveVariant[]> {
  return tx.liveVariant.findMany({
    where: { liveExperimentId: { in: [...ids] }, liveExperiment: { organizationId } },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  });
}

/** The failure for a variant that a live experiment does not have. */
export function unknownVariant(variants: readonly LiveVariant[], name: string, field: string): ValidationError {
  const known = variants.map((variant) => `"${variant.name}"`).join(', ');
  return new ValidationError(`The live experiment has no variant "${name}". It has ${known}.`, {
    field,
    code: 'UNKNOWN_VARIANT',
  });
}
