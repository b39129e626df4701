import { GraphQLError } from 'graphql';
import { builder } from './builder.js';
import { decodeId, encodeId, type Id, type Noun } from '../ids.js';

const defaultPageSize = 50;
const largestPageSize = 200;

/** The arguments of every list that can grow. */
export const pageArgs = builder.args((t) => ({
  first: t.int({
    description: `How many entries at most: ${defaultPageSize} where nothing is said, never more than ${largestPageSize}.`,
  }),
  after: t.string({ description: 'The cursor after which the page begins: `endCursor` of the page before.' }),
}));

export interface PageArgs {
  first?: number | null;
  after?: string | null;
  /** How many entries to pass over from behind `after`, in lists that have this argument. */
  offset?: number | null;
}

/** How often what is selected of a page may repeat. */
export function pageComplexity(args: PageArgs): { field: number; multiplier: number } {
  return { field: 1, multiplier: Math.max(1, pageSize(args)) };
}

/** @throws GraphQLError when `first` is negative. */
export function pageSize({ first }: PageArgs): number {
  return Math.min(countOf('first', first) ?? defaultPageSize, largestPageSize);
}

/** @throws GraphQLError when `offset` is negative. */
export function pageOffset({ offset }: PageArgs): number {
  return countOf('offset', offset) ?? 0;
}

function countOf(name: string, given: number | null | undefined): number | null {
  if (typeof given === 'number' && given < 0) {
    throw new GraphQLError(`"${name}" must not be negative.`, { extensions: { code: 'BAD_USER_INPUT' } });
  }
  return given ?? null;
}

/** One page, from the rows that follow `after`: one row more than the page has room for, where there are as many. */
export function pageOf<Row>(rows: readonly Row[], args: PageArgs, cursorOf: (row: Row) => string) {
  const edges = rows.slice(0, pageSize(args)).map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > edges.length,
      hasPreviousPage: typeof args.after === 'string' || pageOffset(args) > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A list in the order of its ids has them for cursors. */
export function idCursor<N extends Noun>(noun: N): (row: { id: Id<N> }) => string {
  return ({ id }) => encodeId(noun, id);
}

/** The id behind a cursor; null: from the beginning. */
export function afterId<N extends Noun>(noun: N, { after }: PageArgs): Id<N> | null {
  if (after === null || after === undefined) return null;
  return decodeId(noun, after) ?? refuseCursor(after);
}

/** The number behind a cursor of a list in numbered order; null: from the beginning. */
export function afterNumber({ after }: PageArgs): number | null {
  if (after === null || after === undefined) return null;
  const number = /^\d{1,10}$/.test(after) ? Number(after) : Number.NaN;
  return number <= 2_147_483_647 ? number : refuseCursor(after);
}

function refuseCursor(after: string): never {
  throw new GraphQLError(`"${after}" is not a cursor of this list. Pass the "endCursor" of its page before.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
