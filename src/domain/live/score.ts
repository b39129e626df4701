import { isFailure, ValidationError } from '../../failures.js';
import { readName } from '../names.js';

/** Beyond this, doubles hold no whole numbers, and squares of values would soon be too large to add up. */
const largestScore = 1e15;

/** Whether a number can be a score: NaN is within no bounds. */
export function isScore(value: number): boolean {
  return Math.abs(value) <= largestScore;
}

/** A score as it is stored: a name of 1 to 200 characters, and a finite number from -1e15 to 1e15. */
export function readScore(name: string, value: number): { name: string; value: number } | ValidationError {
  const stored = readName(name, 'name');
  if (isFailure(stored)) return stored;
  if (!isScore(value)) {
    return new ValidationError(`value is ${value}. Give a finite number from -1e15 to 1e15.`, { field: 'value' });
  }
  return { name: stored, value };
}
