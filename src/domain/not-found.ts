import { NotFoundError } from '../failures.js';
import { encodeId, type Id, type Noun } from '../ids.js';

/** The failure for an id that names nothing in the organization: the same whether it exists in another or nowhere. */
export function notFound<N extends Noun>(noun: N, id: Id<N>): NotFoundError {
  const words = noun.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return new NotFoundError(
    `There is no ${words} ${encodeId(noun, id)} in this organization. Check the id, and that the key is of the organization that owns it.`,
  );
}
