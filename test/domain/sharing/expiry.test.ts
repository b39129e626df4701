import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expiryOf, mostHours } from '../../../src/domain/sharing/expiry.js';
import { ValidationError } from '../../../src/failures.js';

const now = new Date('2026-03-01T12:00:00Z');
const yearMs = 365 * 24 * 60 * 60 * 1000;

test('a link lives for seven days where nothing is said', () => {
  for (const lifetime of [{}, { expiresAt: null, expiresInHours: null }]) {
    expect(expiryOf(lifetime, now)).toEqual(new Date('2026-03-08T12:00:00Z'));
  }
});

test('it lives for so many hours, from one to those of a year', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 2 * mostHours }), (expiresInHours) => {
      const expiry = expiryOf({ expiresInHours }, now);
      if (expiresInHours < 1 || expiresInHours > mostHours) expect(expiry).toMatchObject({ field: 'expiresInHours' });
      else expect((expiry as Date).getTime() - now.getTime()).toBe(expiresInHours * 60 * 60 * 1000);
    }),
  );
});

test('it lives until a moment that is ahead, and no more than a year', () => {
  fc.assert(
    fc.property(fc.integer({ min: -yearMs, max: 2 * yearMs }), (aheadMs) => {
      const expiresAt = new Date(now.getTime() + aheadMs);
      const expiry = expiryOf({ expiresAt }, now);
      if (aheadMs <= 0 || aheadMs > yearMs) expect(expiry).toMatchObject({ field: 'expiresAt' });
      else expect(expiry).toEqual(expiresAt);
    }),
  );
});

describe('what does not fit is told with what does', () => {
  test.each([
    [{ expiresAt: new Date('2026-02-28T12:00:00Z') }, 'expiresAt is in the past. Give a moment between now and a year from now.'],
    [{ expiresAt: now }, 'expiresAt is in the past. Give a moment between now and a year from now.'],
    [
      { expiresAt: new Date('2027-03-02T12:00:00Z') },
      'expiresAt is more than a year (365 days) ahead. Give a moment between now and a year from now.',
    ],
    [{ expiresInHours: 0 }, 'expiresInHours is 0. Give 1 to 8,760, which is a year.'],
    [{ expiresInHours: 1, expiresAt: now }, 'expiresAt and expiresInHours are both given. Give one of them.'],
  ])('%j', (lifetime, message) => {
    const refused = expiryOf(lifetime, now);
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ message });
  });

  test('a moment that is none', () => {
    expect(expiryOf({ expiresAt: new Date(Number.NaN) }, now)).toBeInstanceOf(ValidationError);
  });
});
