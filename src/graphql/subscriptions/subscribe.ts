import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  getOperationAST,
  type GraphQLError,
  print,
} from 'graphql';
import { Latest } from '../../events/latest.js';
import { type Leaving, stream } from '../../events/stream.js';
import { canonicalJson, type Json } from '../../json.js';
import type { RequestContext } from '../context.js';
import { createLoaders } from '../loaders/loaders.js';

type Results = AsyncIterableIterator<ExecutionResult>;
interface Keyed {
  id: string;
}

/**
 * Subscribes, for WebSocket and SSE alike. Fields whose extension `shared` is set are executed once for everyone of one
 * organization and role (or guest of one experiment) who sends the same document and variables, and everyone gets the
 * latest result of each thing told of; where `beginsWithLast` is set too, of the one that was told last. Every event is
 * executed with loaders of its own: they remember what they loaded, and an event tells that it changed.
 */
export async function subscribe(args: ExecutionArgs): Promise<Results | ExecutionResult> {
  if (!extensionsOf(args).shared) {
    const source = await openSource(args);
    return 'errors' in source ? source : stream((leaving) => executeEach(args, source.events, leaving));
  }
  // Whoever joins is asked for what they may see, too, and told of what is gone.
  const source = await openSource(args);
  if ('errors' in source) return source;
  const key = sharingKey(args);
  const running = shared.get(key);
  if (running) return running.join();
  const begun = new SharedExecution(args, source.events as AsyncIterable<Keyed | Keyed[]>, () => {
    if (shared.get(key) === begun) shared.delete(key);
  });
  shared.set(key, begun);
  return begun.join();
}

const shared = new Map<string, SharedExecution>();

async function openSource(
  args: ExecutionArgs,
): Promise<{ events: AsyncIterable<unknown> } | { errors: readonly GraphQLError[] }> {
  const opened = await createSourceEventStream(args);
  return Symbol.asyncIterator in opened ? { events: opened } : { errors: opened.errors ?? [] };
}

async function* executeEach(
  args: ExecutionArgs,
  events: AsyncIterable<unknown>,
  leaving: Leaving,
): AsyncGenerator<ExecutionResult, void, void> {
  const iterator = events[Symbol.asyncIterator]();
  leaving.on(() => void iterator.return?.());
  for await (const event of { [Symbol.asyncIterator]: () => iterator }) {
    yield* await executeTogether(args, Array.isArray(event) ? event : [event]);
  }
}

/** Events that come together are executed together, so that what they load is loaded in one statement. */
function executeTogether(args: ExecutionArgs, events: readonly unknown[]): Promise<ExecutionResult[]> {
  const renewed = renewLoaders(args);
  return Promise.all(events.map(async (rootValue) => execute({ ...renewed, rootValue })));
}

function renewLoaders(args: ExecutionArgs): ExecutionArgs {
  const context = args.contextValue as RequestContext;
  return { ...args, contextValue: { ...context, loaders: createLoaders(context.scope) } };
}

/** One execution that many subscribers share. It ends with its source, or when the last of them has left. */
class SharedExecution {
  private readonly subscribers = new Set<Latest<string, ExecutionResult>>();
  private readonly newest = new Map<string, ExecutionResult>();
  private readonly events: AsyncIterator<Keyed | Keyed[]>;

  /** @param onEnd is called once nobody may join any more. */
  constructor(
    args: ExecutionArgs,
    events: AsyncIterable<Keyed | Keyed[]>,
    private readonly onEnd: () => void,
  ) {
    this.events = events[Symbol.asyncIterator]();
    void this.run(args).then(
      () => this.finish((subscriber) => subscriber.end()),
      (error: unknown) => this.finish((subscriber) => subscriber.fail(error)),
    );
  }

  /** The newest result of each thing told of so far, or of the last one alone, then every change. */
  join(): Results {
    const subscriber: Latest<string, ExecutionResult> = new Latest(() => this.leave(subscriber));
    for (const [id, result] of this.newest) subscriber.offer(id, result);
    this.subscribers.add(subscriber);
    return subscriber;
  }

  private leave(subscriber: Latest<string, ExecutionResult>): void {
    this.subscribers.delete(subscriber);
    if (this.subscribers.size > 0) return;
    this.onEnd();
    void this.events.return?.();
  }

  private finish(tell: (subscriber: Latest<string, ExecutionResult>) => void): void {
    this.onEnd();
    for (const subscriber of this.subscribers) tell(subscriber);
  }

  private async run(args: ExecutionArgs): Promise<void> {
    const { beginsWithLast } = extensionsOf(args);
    for await (const event of { [Symbol.asyncIterator]: () => this.events }) {
      const together = Array.isArray(event) ? event : [event];
      const results = await executeTogether(args, together);
      together.forEach(({ id }, place) => {
        const result = results[place];
        if (!result) return;
        // What was told last comes last for who joins, too: an older result may be of an older state of what both tell of.
        if (beginsWithLast) this.newest.clear();
        else this.newest.delete(id);
        this.newest.set(id, result);
        for (const subscriber of this.subscribers) subscriber.offer(id, result);
      });
    }
  }
}

/** What the field that is asked for says of how it is told. */
function extensionsOf({ schema, document, operationName }: ExecutionArgs): { shared?: true; beginsWithLast?: true } {
  const root = getOperationAST(document, operationName)?.selectionSet.selections[0];
  if (root?.kind !== 'Field') return {};
  return schema.getSubscriptionType()?.getFields()[root.name.value]?.extensions ?? {};
}

function sharingKey({ document, variableValues, operationName, contextValue }: ExecutionArgs): string {
  const { identity } = contextValue as RequestContext;
  return canonicalJson([
    identity.organizationId,
    identity.kind === 'key' ? identity.role : identity.experimentId,
    operationName ?? null,
    print(document),
    (variableValues ?? {}) as Json,
  ]);
}
