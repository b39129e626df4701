import type { SelectionStrategy, Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { hashJson } from '../../json.js';
import type { Scope } from '../scope.js';

/** A live experiment as an exposure shows it. */
export interface ShownExperiment {
  /** The id that it has in the code. */
  name: string;
  /** The names of its variants, in the order of the code. */
  variants: readonly string[];
  strategy: SelectionStrategy;
  /** Whether `experiment.managed` chose. */
  managed: boolean;
  /** The weight of each variant that could have been chosen; null where no weights choose. */
  weights: Readonly<Record<string, number>> | null;
}

/** Which live experiment, and which way of choosing, an exposure belongs to. */
export interface ExposedTo {
  liveExperimentId: Id<'liveExperiment'>;
  allocationId: string;
}

/**
 * Gives the live experiment and the way of choosing that an exposure shows, and inserts what of them is missing: with its first
 * exposure a live experiment appears. It is as its latest exposures show it: it follows them when they are committed.
 */
export async function showExperiment(scope: Scope, shown: ShownExperiment): Promise<ExposedTo> {
  const contentHash = hashOf(shown);
  return (await findAllocation(scope.db, scope, shown.name, contentHash)) ?? insertMissing(scope, shown, contentHash);
}

/** SHA-256 of the way of choosing. */
function hashOf({ strategy, managed, weights, variants }: ShownExperiment): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hashJson({ strategy, managed, weights: weights && { ...weights }, variants: [...variants] }));
}

/** An allocation is inserted last: where it is there, so is the rest. */
async function findAllocation(
  tx: Transaction,
  { organizationId }: Scope,
  name: string,
  contentHash: Uint8Array<ArrayBuffer>,
): Promise<ExposedTo | null> {
  const found = await tx.liveAllocation.findFirst({ where: { contentHash, liveExperiment: { organizationId, name } } });
  return found && { liveExperimentId: found.liveExperimentId, allocationId: found.id };
}

function insertMissing(scope: Scope, shown: ShownExperiment, contentHash: Uint8Array<ArrayBuffer>): Promise<ExposedTo> {
  const { organizationId } = scope;
  const { name, strategy, managed, weights } = shown;
  return scope.db.$transaction(async (tx) => {
    // Two processes may show it at the same time for the first time.
    await tx.liveExperiment.createMany({ data: { organizationId, name, strategy, managed }, skipDuplicates: true });
    const [found] = await tx.$queryRaw<{ id: Id<'liveExperiment'> }[]>`
      SELECT id FROM live_experiment WHERE organization_id = ${organizationId}::uuid AND name = ${name} FOR NO KEY UPDATE`;
    if (!found) throw new Error(`The live experiment "${name}" was neither inserted nor there.`);
    const liveExperimentId = found.id;
    const known = await findAllocation(tx, scope, name, contentHash);
    if (known) return known;
    await insertVariants(tx, liveExperimentId, shown.variants);
    const content = { strategy, managed, variants: [...shown.variants], ...(weights && { weights: { ...weights } }) };
    const allocation = await tx.liveAllocation.create({ data: { liveExperimentId, contentHash, ...content } });
    return { liveExperimentId, allocationId: allocation.id };
  });
}

/** Those that are new come last, until an exposure has them where the code does. */
async function insertVariants(tx: Transaction, liveExperimentId: Id<'liveExperiment'>, names: readonly string[]): Promise<void> {
  const known = await tx.liveVariant.findMany({ where: { liveExperimentId }, select: { name: true, position: true } });
  const missing = names.filter((name) => !known.some((variant) => variant.name === name));
  const end = Math.max(-1, ...known.map(({ position }) => position)) + 1;
  await tx.liveVariant.createMany({ data: missing.map((name, place) => ({ liveExperimentId, name, position: end + place })) });
}
