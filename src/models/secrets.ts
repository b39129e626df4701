import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { ConflictError } from '../failures.js';

const nonceBytes = 12;
// Node accepts shorter tags unless told, and short ones can be forged.
const tagBytes = 16;

/** Encrypts what is stored and must not be readable there: AES-256-GCM, the key derived from the deployment's secret by scrypt. */
export class Secrets {
  private readonly key: Buffer | null;

  /** @param secret null: the deployment has none, and can't keep secrets. */
  constructor(secret: string | null) {
    // The salt is fixed: the secret is one per deployment, and every process must derive the same key.
    this.key = secret === null ? null : scryptSync(secret, 'variorum/secrets/1', 32);
  }

  /**
   * @returns nonce (12 bytes), tag (16 bytes), ciphertext.
   * @throws ConflictError when the deployment has no secret.
   */
  encrypt(text: string): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.presentKey(), nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  /** @throws Error when the bytes were encrypted with another secret, or changed. */
  decrypt(bytes: Uint8Array): string {
    const decipher = createDecipheriv('aes-256-gcm', this.presentKey(), bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    try {
      return decipher.update(bytes.subarray(nonceBytes + tagBytes)).toString('utf8') + decipher.final('utf8');
    } catch (error) {
      throw new Error('A stored secret does not decrypt: VARIORUM_SECRET is not the one it was encrypted with.', {
        cause: error,
      });
    }
  }

  private presentKey(): Buffer {
    if (this.key) return this.key;
    throw new ConflictError(
      'This deployment has no VARIORUM_SECRET, which encrypts keys and headers at rest. Set it, the same for every process, and start again.',
    );
  }
}
