/** The most characters that the name of an item may have (src/domain/datasets/item.ts). */
const longest = 255;

/**
 * Tells what is wrong with the names of the items of a file, one after the other, by the rules of the import: every item is named,
 * or none (src/domain/datasets/file-item.ts), a name is text and not too long, and no two items have one.
 */
export function nameFlaws(): (name: unknown, line: number) => string | null {
  const lines = new Map<string, number>();
  let firstIsNamed: boolean | null = null;
  return (name, line) => {
    const isNamed = name !== undefined && name !== null;
    firstIsNamed ??= isNamed;
    if (isNamed !== firstIsNamed) {
      return isNamed
        ? 'has an externalId, and the lines before it have none'
        : 'has no externalId, and the lines before it have one';
    }
    if (!isNamed) return null;
    if (typeof name !== 'string' || name.trim() === '') return 'has an externalId that is missing or no text';
    if (name.length > longest) return `has an externalId of ${name.length} characters, and ${longest} are the most`;
    const former = lines.get(name);
    if (former !== undefined) return `has the externalId of line ${former}`;
    lines.set(name, line);
    return null;
  };
}
