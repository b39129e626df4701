import type { ExecutionResult } from 'graphql';

/** One subscription over HTTP, its events in the order of their arrival; the same to ask of as one over the WebSocket. */
export class EventSubscription<T> {
  private readonly leaving = new AbortController();
  private readonly events: AsyncGenerator<ExecutionResult<T>, void, void>;

  constructor(url: string, key: string, query: string, variables: Record<string, unknown> = {}) {
    const response = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables }),
      signal: this.leaving.signal,
    });
    this.events = readEvents(response);
  }

  /** Closes the connection. */
  stop(): void {
    this.leaving.abort();
  }

  /** @throws when it has completed instead. */
  async nextResult(): Promise<ExecutionResult<T>> {
    const { value, done } = await this.events.next();
    if (done) throw new Error('The subscription has completed.');
    return value;
  }

  async next(): Promise<T> {
    return dataOf(await this.nextResult());
  }

  /** Everything until the server completes the operation. */
  async rest(): Promise<T[]> {
    const all: T[] = [];
    for await (const result of this.events) all.push(dataOf(result));
    return all;
  }
}

function dataOf<T>({ data, errors }: ExecutionResult<T>): T {
  if (errors || !data) throw new Error(`The subscription gave errors: ${JSON.stringify(errors)}`);
  return data;
}

/** @throws when the stream ends without the event `complete`. */
async function* readEvents<T>(response: Promise<Response>): AsyncGenerator<ExecutionResult<T>, void, void> {
  const { body } = await response;
  let text = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const events = (text + chunk).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const lines = event.split('\n');
      if (lines.includes('event: complete')) return;
      const data = lines.find((line) => line.startsWith('data: '));
      if (lines.includes('event: next') && data) yield JSON.parse(data.slice('data: '.length));
    }
  }
  throw new Error('The connection was closed before the subscription was complete.');
}
