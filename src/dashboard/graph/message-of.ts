import type { CombinedError } from 'urql';

/** What to tell of an error that is not an answer of the API’s own kind. */
export function messageOf(error: CombinedError): string {
  if (error.networkError) return 'The server can’t be reached. Check that it runs, and try again.';
  return error.graphQLErrors.map(({ message }) => message).join(' ');
}
