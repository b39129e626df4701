import type { AnyVariables, Client, OperationResult, TypedDocumentNode } from 'urql';
import { filter, pipe, subscribe, take } from 'wonka';

/**
 * Asks the server, and lets go of the question with its answer: one that is kept would be answered as before when it is asked again.
 *
 * @returns what gives it up.
 */
export function readOnce<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  then: (result: OperationResult<Data, Variables>) => void,
): () => void {
  const { unsubscribe } = pipe(
    client.query(document, variables, { requestPolicy: 'network-only' }),
    filter(({ stale }) => !stale),
    take(1),
    subscribe(then),
  );
  return unsubscribe;
}
