import type { FunctionRun, Transaction } from '../../database/client.js';
import type { NotFoundError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { notFound } from '../not-found.js';

/** A function run of the organization, held against commits of its workers until the transaction ends. */
export async function lockFunctionRun(
  tx: Transaction,
  organizationId: Id<'organization'>,
  id: Id<'functionRun'>,
): Promise<FunctionRun | NotFoundError> {
  await tx.$queryRaw`SELECT id FROM function_run WHERE id = ${id}::uuid AND organization_id = ${organizationId}::uuid FOR NO KEY UPDATE`;
  return (await tx.functionRun.findFirst({ where: { id, organizationId } })) ?? notFound('functionRun', id);
}
