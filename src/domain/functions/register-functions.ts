import type { DurableFunction, Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import type { FunctionDefinition } from './definition.js';

/**
 * Makes the functions of a worker known, as they are now: events that come from here on start them. Functions of the app that
 * are not given stay as they are, for another worker may have them.
 *
 * @returns the functions in the order given.
 */
export async function registerFunctions(scope: Scope, definitions: readonly FunctionDefinition[]): Promise<DurableFunction[]> {
  const { organizationId } = scope;
  return scope.db.$transaction(async (tx) => {
    // Workers that start at once register one after the other, each all of its functions.
    await tx.$queryRaw`SELECT id FROM organization WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`;
    await lockFunctions(tx, organizationId, definitions);
    const registered: DurableFunction[] = [];
    for (const { app, externalId, triggers, retries, timeoutMs, concurrency, keyed } of definitions) {
      const settings = {
        triggers: [...triggers],
        retries,
        timeoutMs: timeoutMs ?? scope.config.functionTimeoutMs,
        concurrency,
        keyConcurrency: keyed?.limit ?? null,
        concurrencyKey: keyed?.path ?? null,
        registeredAt: new Date(),
        removedAt: null,
      };
      registered.push(
        await tx.durableFunction.upsert({
          where: { organizationId_app_externalId: { organizationId, app, externalId } },
          create: { organizationId, app, externalId, ...settings },
          update: settings,
        }),
      );
    }
    return registered;
  });
}

/** In the order in which runs are handed out, so that neither waits for the other. */
async function lockFunctions(
  tx: Transaction,
  organizationId: Id<'organization'>,
  definitions: readonly FunctionDefinition[],
): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM durable_function
    WHERE organization_id = ${organizationId}::uuid AND (app, external_id) IN (
      SELECT * FROM unnest(${definitions.map(({ app }) => app)}::text[], ${definitions.map(({ externalId }) => externalId)}::text[]))
    ORDER BY id FOR NO KEY UPDATE`;
}
