import { ValidationError } from '../../failures.js';

const hourMs = 3_600_000;
const defaultHours = 7 * 24;
/** No link lives longer than a year. */
export const mostHours = 365 * 24;

/** How long a link is to live, in one of two ways; with neither, seven days. */
export interface Lifetime {
  expiresAt?: Date | null;
  expiresInHours?: number | null;
}

/**
 * When a link expires that is made now: in the future, and within a year.
 *
 * @returns a ValidationError for a moment outside of that, or where both ways are given.
 */
export function expiryOf({ expiresAt, expiresInHours }: Lifetime, now: Date): Date | ValidationError {
  if (expiresAt && typeof expiresInHours === 'number') {
    return new ValidationError('expiresAt and expiresInHours are both given. Give one of them.', { field: 'expiresInHours' });
  }
  if (expiresAt) return readMoment(expiresAt, now);
  const hours = expiresInHours ?? defaultHours;
  if (!(hours >= 1 && hours <= mostHours)) {
    const message = `expiresInHours is ${hours}. Give 1 to ${mostHours.toLocaleString('en-US')}, which is a year.`;
    return new ValidationError(message, { field: 'expiresInHours' });
  }
  return new Date(now.getTime() + hours * hourMs);
}

function readMoment(expiresAt: Date, now: Date): Date | ValidationError {
  const livesMs = expiresAt.getTime() - now.getTime();
  if (livesMs > 0 && livesMs <= mostHours * hourMs) return expiresAt;
  const wrong = livesMs > 0 ? 'more than a year (365 days) ahead' : 'in the past';
  return new ValidationError(`expiresAt is ${wrong}. Give a moment between now and a year from now.`, { field: 'expiresAt' });
}
