import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { ValidationError } from '../../failures.js';
import type { Scope } from '../scope.js';

/** A secret that requests to an endpoint are signed with (Standard Webhooks). */
export interface SigningSecret {
  /** `whsec_` and the base64 of its bytes. */
  secret: string;
  /** When it was made or given, in ISO 8601. */
  madeAt: string;
  /** From when on nothing is signed with it any more, in ISO 8601; null for the newest. */
  endsAt: string | null;
}

const prefix = 'whsec_';
const newBytes = 32;
/** How many bytes a secret may have, by the specification. */
const bytesAllowed = { least: 24, most: 64 };
const msPerHour = 3_600_000;

/** A new secret of 32 random bytes. */
export function makeSigningSecret(): string {
  return prefix + randomBytes(newBytes).toString('base64');
}

/** Checks a secret as it is given. The error never holds it. */
export function readSigningSecret(given: string): string | ValidationError {
  const encoded = given.startsWith(prefix) ? given.slice(prefix.length) : '';
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length >= bytesAllowed.least && bytes.length <= bytesAllowed.most && bytes.toString('base64') === encoded)
    return given;
  return new ValidationError(
    `signingSecret has to be "${prefix}" and the base64 of ${bytesAllowed.least} to ${bytesAllowed.most} random bytes, with its padding. Leave it out to have one made.`,
    { field: 'signingSecret' },
  );
}

/**
 * The secrets once a new one is added: the newest first, and those before it until their end, which is at most the overlap
 * from now on.
 *
 * @param overlapHours 0: what was there is not signed with any more.
 */
export function rotated(secrets: readonly SigningSecret[], secret: string, overlapHours: number, now: Date): SigningSecret[] {
  const endsAt = new Date(now.getTime() + overlapHours * msPerHour).toISOString();
  const former = secrets
    .filter((one) => one.secret !== secret)
    .map((one) => ({ ...one, endsAt: one.endsAt !== null && one.endsAt < endsAt ? one.endsAt : endsAt }));
  return [{ secret, madeAt: now.toISOString(), endsAt: null }, ...validAt(former, now)];
}

/**
 * The headers of a signed request (Standard Webhooks): a signature by each secret that still holds, so that the receiver may
 * know any of them. Without secrets the request says its id and time alone.
 */
export function signedHeaders(
  secrets: readonly SigningSecret[],
  messageId: string,
  content: string,
  now: Date,
): Record<string, string> {
  const headers = { 'webhook-id': messageId, 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)) };
  const signatures = validAt(secrets, now).map(({ secret }) => new Webhook(secret).sign(messageId, now, content));
  return signatures.length === 0 ? headers : { ...headers, 'webhook-signature': signatures.join(' ') };
}

/** The signing secrets of a stored endpoint, decrypted. */
export function signingSecretsOf(
  scope: Scope,
  { signingSecretsEncrypted }: { signingSecretsEncrypted: Uint8Array | null },
): SigningSecret[] {
  return signingSecretsEncrypted ? (JSON.parse(scope.secrets.decrypt(signingSecretsEncrypted)) as SigningSecret[]) : [];
}

/** The signing secrets of an endpoint as they are stored; null where there are none. */
export function encryptedSecrets(scope: Scope, secrets: readonly SigningSecret[]): Uint8Array<ArrayBuffer> | null {
  return secrets.length > 0 ? new Uint8Array(scope.secrets.encrypt(JSON.stringify(secrets))) : null;
}

function validAt(secrets: readonly SigningSecret[], now: Date): SigningSecret[] {
  return secrets.filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > now.getTime());
}
