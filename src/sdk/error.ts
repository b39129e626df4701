import type { ErrorCode } from './generated.js';

/**
 * What a {@link VariorumError} can be about: an expected failure of the API (`ErrorCode`), or
 * - `NETWORK`: the server can't be reached, or was lost for too long
 * - `UNAUTHENTICATED`: the key is missing, unknown or revoked
 * - `BAD_RESPONSE`: what answers there is no Variorum
 * - `CLOSED`: the client was closed while the operation was under way
 * - any other code that the server gives, such as `BAD_USER_INPUT` or `INTERNAL_SERVER_ERROR`.
 */
export type VariorumErrorCode =
  | ErrorCode
  | 'NETWORK'
  | 'UNAUTHENTICATED'
  | 'BAD_RESPONSE'
  | 'CLOSED'
  | 'INTERNAL_SERVER_ERROR'
  | (string & Record<never, never>);

/** Everything that the client throws. The message says what was wrong, where, and what to do. */
export class VariorumError extends Error {
  readonly code: VariorumErrorCode;
  /** Where it was given, as a path into what was given, such as `configuration.model`. */
  readonly field: string | null;
  /** The line of the imported file, 1 for the first. */
  readonly line: number | null;

  constructor(
    message: string,
    code: VariorumErrorCode,
    options: { field?: string | null; line?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'VariorumError';
    this.code = code;
    this.field = options.field ?? null;
    this.line = options.line ?? null;
  }
}

/** A member of a mutation's union that says why nothing was done. */
interface Failure {
  __typename: `${string}Error`;
  message: string;
  code: ErrorCode;
  field?: string | null;
  line?: number | null;
}

/**
 * The result of a mutation without the errors that it can be, or of a query by id without null.
 *
 * @throws VariorumError with the code, the field and the line of the error, or `NOT_FOUND` for null.
 */
export function unwrap<T>(result: T): Exclude<T, Failure | null | undefined> {
  if (result === null || result === undefined) throw new VariorumError('The server has nothing of that id.', 'NOT_FOUND');
  if (isFailure(result)) throw new VariorumError(result.message, result.code, result);
  return result as Exclude<T, Failure | null | undefined>;
}

function isFailure(result: unknown): result is Failure {
  if (typeof result !== 'object' || result === null || !('__typename' in result)) return false;
  return typeof result.__typename === 'string' && result.__typename.endsWith('Error') && 'code' in result;
}

/** The `errors` of a GraphQL response, as the one error that is thrown for them. */
export function errorOfResponse(errors: readonly { message: string; extensions?: Record<string, unknown> }[]): VariorumError {
  const [first] = errors;
  const code = first?.extensions?.code;
  return new VariorumError(
    first?.message ?? 'The server gave an empty list of errors.',
    typeof code === 'string' ? code : 'GRAPHQL',
    {
      cause: errors,
    },
  );
}

/** What went wrong with a connection, in a few words: a code such as ECONNREFUSED says more than "fetch failed". */
export function reasonOf(error: unknown): string {
  const reasons: Record<string, string> = {
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: 'the connection was lost',
    ENOTFOUND: 'there is no such host',
    ETIMEDOUT: 'nothing answers there',
    UND_ERR_CONNECT_TIMEOUT: 'nothing answers there',
    UND_ERR_SOCKET: 'the connection was lost',
  };
  let message = 'the connection failed';
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = innerOf(cause)) {
    if ('code' in cause && typeof cause.code === 'string') return reasons[cause.code] ?? cause.code;
    if ('message' in cause && typeof cause.message === 'string' && cause.message !== '') message = cause.message;
  }
  return message;
}

/** `cause` of what fetch throws, `error` of the event of a WebSocket, the first of several addresses tried. */
function innerOf(error: object): unknown {
  if ('cause' in error && error.cause) return error.cause;
  if ('error' in error && error.error) return error.error;
  return 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : null;
}
