import type { Prisma, SelectionStrategy, Transaction } from '../../database/client.js';
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
 * Makes a live experiment what an exposure shows of it: with its first exposure it appears, and with later ones it follows the code.
 * Variants that the code has no more stay behind those that it has.
 */
export async function showExperiment(scope: Scope, shown: ShownExperiment): Promise<ExposedTo> {
  const { organizationId } = scope;
  const { name, strategy, managed } = shown;
  return scope.db.$transaction(async (tx) => {
    // Two processes may show it at the same time for the first time.
    await tx.liveExperiment.createMany({ data: { organizationId, name, strategy, managed }, skipDuplicates: true });
    const [found] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM live_experiment WHERE organization_id = ${organizationId}::uuid AND name = ${name} FOR UPDATE`;
    if (!found) throw new Error(`The live experiment "${name}" was neither inserted nor there.`);
    await placeVariants(tx, found.id, shown.variants);
    const allocationId = await allocationOf(tx, found.id, shown);
    // What was chosen without a value, where it is chosen by one, says nothing of the weights.
    const isException = strategy === 'BUCKET' && shown.weights === null;
    if (isException) return { liveExperimentId: found.id, allocationId };
    await tx.liveExperiment.update({ where: { id: found.id }, data: { strategy, managed, allocationId } });
    return { liveExperimentId: found.id, allocationId };
  });
}

async function placeVariants(tx: Transaction, liveExperimentId: Id<'liveExperiment'>, names: readonly string[]): Promise<void> {
  const known = await tx.liveVariant.findMany({ where: { liveExperimentId }, orderBy: [{ position: 'asc' }, { name: 'asc' }] });
  const gone = known.map(({ name }) => name).filter((name) => !names.includes(name));
  for (const [position, name] of [...names, ...gone].entries()) {
    const before = known.find((variant) => variant.name === name);
    if (before?.position === position) continue;
    await tx.liveVariant.upsert({
      where: { liveExperimentId_name: { liveExperimentId, name } },
      create: { liveExperimentId, name, position },
      update: { position },
    });
  }
}

async function allocationOf(
  tx: Transaction,
  liveExperimentId: Id<'liveExperiment'>,
  { strategy, weights }: ShownExperiment,
): Promise<string> {
  const contentHash = new Uint8Array(hashJson({ strategy, weights: weights && { ...weights } }));
  const content = { strategy, ...(weights && { weights: { ...weights } satisfies Prisma.InputJsonObject }) };
  const allocation = await tx.liveAllocation.upsert({
    where: { liveExperimentId_contentHash: { liveExperimentId, contentHash } },
    create: { liveExperimentId, contentHash, ...content },
    update: {},
  });
  return allocation.id;
}
