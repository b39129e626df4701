import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secrets } from '../../src/models/secrets.js';

const secrets = new Secrets('the deployment’s own secret');

it('gives back what was encrypted, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
      expect(secrets.decrypt(secrets.encrypt(text))).toBe(text);
    }),
  );
});

it('encrypts the same text differently every time, and shows none of it', () => {
  const key = 'sk-a-key-that-nobody-must-read';
  const [once, again] = [secrets.encrypt(key), secrets.encrypt(key)];
  expect(once.equals(again)).toBe(false);
  expect(once.includes(key)).toBe(false);
});

it('opens in another process that has the same secret', () => {
  expect(new Secrets('the deployment’s own secret').decrypt(secrets.encrypt('key'))).toBe('key');
});

it('says so when the secret is another one', () => {
  const other = new Secrets('the secret of another deployment');
  expect(() => other.decrypt(secrets.encrypt('key'))).toThrow('VARIORUM_SECRET is not the one');
});

it('refuses bytes of which one was changed, or the end is gone', () => {
  const encrypted = secrets.encrypt('a key');
  fc.assert(
    fc.property(fc.nat(encrypted.length - 1), fc.integer({ min: 1, max: 255 }), (position, mask) => {
      const changed = Buffer.from(encrypted);
      changed.writeUInt8(changed.readUInt8(position) ^ mask, position);
      expect(() => secrets.decrypt(changed)).toThrow('does not decrypt');
    }),
  );
  fc.assert(
    fc.property(fc.nat(encrypted.length - 1), (length) => {
      expect(() => secrets.decrypt(encrypted.subarray(0, length))).toThrow();
    }),
  );
});
