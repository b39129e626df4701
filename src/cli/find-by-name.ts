/** The newest of the things that have this name, where there is one. Lists give the newest first. */
export async function findByName<Thing extends { name: string }>(
  things: AsyncIterable<Thing>,
  name: string,
): Promise<Thing | null> {
  for await (const thing of things) if (thing.name === name) return thing;
  return null;
}
