import { ValidationError } from '../failures.js';
import { decodeId, encodeId, type Id, idPrefixes, type Noun, nounOf } from '../ids.js';

/** The noun of a GraphQL type that has ids: `DatasetVersion` names `datasetVersion`. */
function nounOfType(typename: string): Noun {
  const noun = typename.charAt(0).toLowerCase() + typename.slice(1);
  if (!(noun in idPrefixes)) throw new Error(`The type ${typename} has no prefix for its ids: add one to src/ids.ts.`);
  return noun as Noun;
}

/** The public id of a node. */
export function encodeNodeId(typename: string, id: string): string {
  return encodeId(nounOfType(typename), id);
}

/** @throws Error for what is not an id; ask {@link isNodeId} first. */
export function decodeNodeId(text: string): { typename: string; id: string } {
  const noun = nounOf(text);
  const id = noun && decodeId(noun, text);
  if (!id) throw new Error(`Not an id: ${text}`);
  return { typename: noun.charAt(0).toUpperCase() + noun.slice(1), id };
}

/** Whether a text is the public id of something. */
export function isNodeId(text: string): boolean {
  const noun = nounOf(text);
  return noun !== null && decodeId(noun, text) !== null;
}

/** The nil UUID of RFC 9562: nothing has it. */
export function noId<N extends Noun>(): Id<N> {
  return '00000000-0000-0000-0000-000000000000' as Id<N>;
}

/** The id that a query was given; where that is none, one that nothing has: what is not there is null, and no error. */
export function askedId<N extends Noun>(noun: N, text: string): Id<N> {
  return decodeId(noun, text) ?? noId<N>();
}

/**
 * The id that a mutation was given.
 *
 * @param field where it was given, such as `input.experimentId`.
 * @throws ValidationError (INVALID_ID) when it is not an id of this noun.
 */
export function givenId<N extends Noun>(noun: N, text: string, field: string): Id<N> {
  const id = decodeId(noun, text);
  if (id !== null) return id;
  throw new ValidationError(
    `${field} is not an id of this kind: it is "${idPrefixes[noun]}_" and 26 characters. Pass the id as the API gave it.`,
    {
      code: 'INVALID_ID',
      field,
    },
  );
}

/** {@link givenId} for an argument that may be left out, or be null to take something away. */
export function givenIdOrNone<N extends Noun>(noun: N, text: string | null | undefined, field: string): Id<N> | null | undefined {
  return text === null || text === undefined ? text : givenId(noun, text, field);
}
