import { z } from 'zod';
import { isFailure, type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { parseGiven } from '../execution/parse-given.js';
import type { Scope } from '../scope.js';
import { endpointConnections } from './connections.js';
import { type Endpoint, shownEndpoint } from './endpoints.js';
import { lockEndpoint, lockOptions } from './lock-endpoint.js';
import { encryptedSecrets, makeSigningSecret, readSigningSecret, rotated, signingSecretsOf } from './signing-secrets.js';

/** A request carries a signature by each, and headers can't grow without measure. */
const mostSecrets = 5;
const Overlap = z.object({
  overlapHours: z
    .number()
    .int()
    .min(0)
    .max(30 * 24)
    .nullish()
    .transform((given) => given ?? 24),
});

export interface SecretRotation {
  id: Id<'endpoint'>;
  /** `whsec_…`; one is made where it is left out. */
  signingSecret?: string | null;
  /** How long requests are signed with the former secret as well; 24 where nothing is said. */
  overlapHours?: number | null;
}

export interface RotatedSecret {
  endpoint: Endpoint;
  /** The secret that was made, which is shown this once; null where it was given. */
  signingSecret: string | null;
}

/**
 * Gives an endpoint a new signing secret, its first or in place of the one it has. Until the overlap is over, requests carry a
 * signature by either, so that the receiver can change over at any time between.
 */
export async function rotateSigningSecret(
  scope: Scope,
  { id, signingSecret, overlapHours }: SecretRotation,
): Promise<RotatedSecret | ValidationError | NotFoundError> {
  const overlap = parseGiven(Overlap, { overlapHours });
  if (isFailure(overlap)) return overlap;
  const given = typeof signingSecret === 'string' ? readSigningSecret(signingSecret) : null;
  if (isFailure(given)) return given;
  const secret = given ?? makeSigningSecret();
  const row = await scope.db.$transaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, scope, id);
    if (isFailure(endpoint)) return endpoint;
    const secrets = rotated(signingSecretsOf(scope, endpoint), secret, overlap.overlapHours, new Date());
    if (secrets.length > mostSecrets) return tooMany();
    return tx.endpoint.update({ where: { id }, data: { signingSecretsEncrypted: encryptedSecrets(scope, secrets) } });
  }, lockOptions);
  endpointConnections.forget(scope, id);
  if (isFailure(row)) return row;
  return { endpoint: shownEndpoint(scope, row), signingSecret: given === null ? secret : null };
}

function tooMany(): ValidationError {
  return new ValidationError(
    `The endpoint already signs with ${mostSecrets} secrets whose overlap is not over. End those before the new one with a shorter overlapHours; 0 ends them at once.`,
    { field: 'overlapHours' },
  );
}
