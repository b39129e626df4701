import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

/** Encrypts what is stored and must not be readable there: AES-256-GCM, the key derived from the deployment's secret by scrypt. */
export class Secrets {
  private readonly key: Buffer;

  constructor(secret: string) {
    // The salt is fixed: the secret is one per deployment, and every process must derive the same key.
    this.key = scryptSync(secret, 'variorum/secrets/1', 32);
  }

  /** @returns nonce (12 bytes), tag (16 bytes), ciphertext. */
  encrypt(text: string): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  /** @throws Error when the bytes were encrypted with another secret, or changed. */
  decrypt(bytes: Uint8Array): string {
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    try {
      return decipher.update(bytes.subarray(28)).toString('utf8') + decipher.final('utf8');
    } catch (error) {
      throw new Error('A stored secret does not decrypt: VARIORUM_SECRET is not the one it was encrypted with.', { cause: error });
    }
  }
}
