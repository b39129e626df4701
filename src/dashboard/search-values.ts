/** What stands behind the question mark of an address: texts by their names, each as it was written, be it `1.10` or `true`. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The same to put into an address. What is undefined is left out. */
export function stringifySearch(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? '' : `?${search}`;
}

// What follows reads what stands in an address, which anybody may have written, or what a link is to put there: what is not right is
// left out.

export function text(given: unknown): string | undefined {
  return typeof given === 'string' && given !== '' ? given : undefined;
}

export function oneOf<Value extends string>(values: readonly Value[], given: unknown): Value | undefined {
  return values.find((value) => value === given);
}

export function flag(given: unknown): true | undefined {
  return given === true || given === 'true' ? true : undefined;
}

/** A number within bounds. */
export function numberWithin(low: number, high: number, given: unknown): number | undefined {
  const number = typeof given === 'number' ? given : Number(text(given)?.trim() || Number.NaN);
  return number >= low && number <= high ? number : undefined;
}

/** Several texts in one, parted by commas: ids have none. */
export function list(given: unknown): string[] | undefined {
  const entries = text(given)?.split(',').filter(Boolean);
  return entries && entries.length > 0 ? entries : undefined;
}
