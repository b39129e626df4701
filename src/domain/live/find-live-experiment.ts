import type { LiveExperiment, Transaction } from '../../database/client.js';
import { NotFoundError } from '../../failures.js';
import { decodeId, type Id } from '../../ids.js';
import { storableText } from '../../json.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';

/** The live experiment of a name, or of an id such as `lex_01k…`. */
export async function findLiveExperiment(
  tx: Transaction,
  { organizationId }: Scope,
  nameOrId: string,
): Promise<LiveExperiment | NotFoundError> {
  const id = decodeId('liveExperiment', nameOrId);
  const which = id === null ? { name: storableText(nameOrId) } : { id };
  const found = await tx.liveExperiment.findFirst({ where: { organizationId, ...which } });
  if (found) return found;
  if (id !== null) return notFound('liveExperiment', id);
  return new NotFoundError(
    `There is no live experiment "${nameOrId}" in this organization. It appears with its first exposure: when a function run asks group.experiment("${nameOrId}") for a variant.`,
  );
}

/** A live experiment, held until the transaction ends against others who set its weights. Exposures of it go on. */
export async function lockLiveExperiment(
  tx: Transaction,
  { organizationId }: Scope,
  id: Id<'liveExperiment'>,
): Promise<LiveExperiment | NotFoundError> {
  await tx.$queryRaw`
    SELECT 1 FROM live_experiment WHERE id = ${id}::uuid AND organization_id = ${organizationId}::uuid FOR NO KEY UPDATE`;
  // Read by a statement of its own, which sees what was committed while the lock was waited for.
  return (await tx.liveExperiment.findFirst({ where: { id, organizationId } })) ?? notFound('liveExperiment', id);
}
