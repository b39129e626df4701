/** Reads what stands in an address, which anybody may have written: what is not right is left out. */

export function text(given: unknown): string | undefined {
  return typeof given === 'string' && given !== '' ? given : typeof given === 'number' ? String(given) : undefined;
}

export function oneOf<Value extends string>(values: readonly Value[], given: unknown): Value | undefined {
  return values.find((value) => value === given);
}

export function flag(given: unknown): true | undefined {
  return given === true || given === 'true' ? true : undefined;
}

/** A number within bounds. */
export function numberWithin(low: number, high: number, given: unknown): number | undefined {
  return typeof given === 'number' && given >= low && given <= high ? given : undefined;
}

/** Several texts in one, parted by commas: ids have none. */
export function list(given: unknown): string[] | undefined {
  const entries = text(given)?.split(',').filter(Boolean);
  return entries && entries.length > 0 ? entries : undefined;
}
