import { type Client, type Exchange, makeOperation, type Operation } from 'urql';
import { pipe, tap } from 'wonka';

/** Knows the queries that are on screen, and reads them again when it is told that they may have changed unseen. */
export class Refresh {
  private readonly shown = new Map<number, Operation>();
  private client: Client | null = null;

  readonly exchange: Exchange = ({ client, forward }) => {
    this.client = client;
    return (operations) =>
      pipe(
        operations,
        tap((operation) => {
          if (operation.kind === 'query') this.shown.set(operation.key, operation);
          else if (operation.kind === 'teardown') this.shown.delete(operation.key);
        }),
        forward,
      );
  };

  readAgain(): void {
    for (const operation of this.shown.values())
      this.client?.reexecuteOperation(makeOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }));
  }
}
