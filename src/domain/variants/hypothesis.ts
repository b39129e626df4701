import type { Expectation, Transaction, Variant } from '../../database/client.js';
import { ConflictError, isFailure, ValidationError } from '../../failures.js';
import { encodeId } from '../../ids.js';
import { readDescription } from '../names.js';

/** What is expected of a variant, and what that says: both or neither. */
export type Hypothesis = Pick<Variant, 'hypothesis' | 'expectation'>;

export const noHypothesis: Hypothesis = { hypothesis: null, expectation: null };

export interface GivenHypothesis {
  /** Not given: as it was; null or empty: none. */
  hypothesis?: string | null;
  /** Null or not given: as it was, or IMPROVED for a new hypothesis. */
  expectation?: Expectation | null;
}

/** A hypothesis as it is stored. */
export function readHypothesis(given: GivenHypothesis, present: Hypothesis): Hypothesis | ValidationError {
  const hypothesis = given.hypothesis === undefined ? present.hypothesis : readDescription(given.hypothesis, 'hypothesis');
  if (isFailure(hypothesis)) return hypothesis;
  if (hypothesis !== null) return { hypothesis, expectation: given.expectation ?? present.expectation ?? 'IMPROVED' };
  if (!given.expectation) return noHypothesis;
  return new ValidationError('expectation goes with a hypothesis. Give hypothesis too: what you expect, and why.', {
    field: 'expectation',
  });
}

/** Why the hypothesis of a variant can't become another one; null where it can, or where it stays. */
export async function hypothesisConflict(tx: Transaction, variant: Variant, next: Hypothesis): Promise<ConflictError | null> {
  if (next.hypothesis === variant.hypothesis && next.expectation === variant.expectation) return null;
  const run = await tx.run.findFirst({ where: { variantId: variant.id }, select: { id: true }, orderBy: { id: 'asc' } });
  if (!run) return null;
  return new ConflictError(
    `The hypothesis of "${variant.name}" can’t change: it is what was expected before its run ${encodeId('run', run.id)}. Write a new one for a variant that you add.`,
    'VARIANT_IN_USE',
  );
}
