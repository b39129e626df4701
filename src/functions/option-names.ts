/** Says that something was given an option that it does not have, which would do nothing; null where it was not. */
export function unknownOption(what: string, given: object, names: readonly string[]): string | null {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  return unknown === undefined ? null : `${what} has no option "${unknown}". Its options are: ${names.join(', ')}.`;
}
