import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { isFailure } from '../failures.js';

/** Makes an error fit to be shown: what was meant for the caller stays, everything else is logged and hidden. */
export type ErrorMask = (error: unknown) => GraphQLError;

/** Hides unexpected errors behind an id, under which the log has them: once, however many subscribers are told of one. */
export function createErrorMask(log: Logger): ErrorMask {
  const masked = new WeakMap<object, GraphQLError>();

  function hide(cause: unknown, place: Pick<GraphQLError, 'nodes' | 'path'>): GraphQLError {
    const id = randomUUID();
    log.error({ err: cause, errorId: id, path: place.path?.join('.') }, 'A request met an unexpected error');
    return new GraphQLError(`Something went wrong on the server; its log says what, under the id ${id}.`, {
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', id },
    });
  }

  return (error) => {
    const cause = causeOf(error);
    if (error instanceof GraphQLError && cause instanceof GraphQLError) return error;
    const place =
      error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : { nodes: undefined, path: undefined };
    if (isFailure(cause)) return new GraphQLError(cause.message, { ...place, extensions: { code: cause.code } });
    const known = error instanceof Error ? masked.get(error) : undefined;
    const hidden = known ?? hide(cause, place);
    if (error instanceof Error) masked.set(error, hidden);
    return hidden;
  };
}

/** The error as it goes over a WebSocket: without what only concerns an HTTP response. */
export function formatError(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...formatted } = error.toJSON();
  const { http: _, ...rest } = extensions ?? {};
  return Object.keys(rest).length > 0 ? { ...formatted, extensions: rest } : formatted;
}

/** GraphQL wraps what a resolver throws, once for each time it passes on. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}
