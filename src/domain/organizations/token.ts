import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits, with a prefix by which people and secret scanners recognize it. */
export function newToken(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a token: SHA-256. The token is random and long, so that a plain hash can't be reversed by guessing. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
