import type { Json } from '../json.js';
import { createClient, unwrap } from '../sdk/client.js';
import { defineFunction, type FunctionOptions, type InvocableFunction, isName } from './define-function.js';
import { apiSource } from './managed/api-source.js';
import { useManagedServer } from './managed/source.js';
import { refuseOtherThanJson } from './json-text.js';
import { unknownOption } from './option-names.js';
import { processBinding } from './process-binding.js';
import type { HandlerContext } from './types.js';

/** The data of events that are not typed: whatever JSON holds, as `JSON.parse` has it. */
type Untyped = ReturnType<typeof JSON.parse>;

const optionNames: readonly string[] = ['id', 'url', 'apiKey'] satisfies (keyof VariorumOptions)[];
const eventFields: readonly string[] = ['name', 'data', 'id'] satisfies (keyof EventToSend)[];

/** The data of events, by their names. */
export type EventTypes = Record<string, unknown>;

type EventName<Events extends EventTypes> = keyof Events & string;

/** An event to send. */
export interface EventToSend<Name extends string = string, Data = unknown> {
  name: Name;
  data: Data;
  /** The sender's own id: an event that is sent again under it starts nothing again. */
  id?: string;
}

type SendableEvent<Events extends EventTypes> = {
  [Name in EventName<Events>]: EventToSend<Name, Events[Name]>;
}[EventName<Events>];

export interface VariorumOptions {
  /** Names the app: letters, digits, hyphens and underscores. Functions are told apart by it. */
  id: string;
  /** Where the server is; `VARIORUM_URL`, or else http://127.0.0.1:4000. */
  url?: string;
  /** A key of an editor; `VARIORUM_API_KEY`. */
  apiKey?: string;
}

/**
 * Makes functions, and sends the events that start them; `experiment.managed` reads from the server of the client that was made
 * last, outside of workers. Give it the types of the events as in
 * `new Variorum<{ 'document/uploaded': { documentId: string } }>({ id: 'my-app' })`, and handlers know their data.
 */
export class Variorum<Events extends EventTypes = Record<string, Untyped>> {
  readonly id: string;
  /** Null without a key. */
  private readonly server: { url: string; apiKey: string } | null;

  /** @throws TypeError when the id does not fit. */
  constructor(options: VariorumOptions) {
    if (!isName(options?.id) || !/^[\w-]{1,100}$/.test(options.id)) {
      throw new TypeError(
        `A client needs an id of 1 to 100 letters, digits, hyphens and underscores, and was given ${JSON.stringify(options?.id)}.`,
      );
    }
    const unknown = unknownOption('A client', options, optionNames);
    if (unknown !== null) throw new TypeError(unknown);
    this.id = options.id;
    const { url = process.env.VARIORUM_URL || 'http://127.0.0.1:4000', apiKey = process.env.VARIORUM_API_KEY } = options;
    this.server = apiKey ? { url, apiKey } : null;
    if (this.server) useManagedServer(JSON.stringify([url, apiKey]), apiSource(this.server));
  }

  /**
   * Makes a function. Workers run it where a module that they are given exports it.
   *
   * @throws TypeError that says which option does not fit.
   */
  createFunction<Name extends EventName<Events>>(
    options: FunctionOptions<Name>,
    handler: (context: HandlerContext<Name, Events[Name]>) => unknown,
  ): InvocableFunction {
    return defineFunction(this.id, options, handler);
  }

  /**
   * Sends events: in a worker through its database, anywhere else through the API. All of a list are stored, or none.
   *
   * @returns the ids of the events, in the order given.
   * @throws TypeError for data that does not survive JSON; VariorumError when the API refuses them, or can't be reached.
   */
  async send(events: SendableEvent<Events> | readonly SendableEvent<Events>[]): Promise<{ ids: string[] }> {
    const given: readonly EventToSend[] = Array.isArray(events) ? events : [events as EventToSend];
    const list = given.map((event) => {
      const unknown = unknownOption('An event', event, eventFields);
      if (unknown !== null) throw new TypeError(unknown);
      return { name: event.name, data: dataOf(event), id: event.id ?? null };
    });
    const bound = processBinding.get();
    return { ids: bound ? await bound.send(list) : await this.post(list) };
  }

  private async post(events: { name: string; data: Json; id: string | null }[]): Promise<string[]> {
    if (!this.server) {
      throw new TypeError(
        `The client "${this.id}" has no key to send events with. Give new Variorum({ id, apiKey }), or set VARIORUM_API_KEY.`,
      );
    }
    const client = createClient(this.server);
    try {
      const { events: sent } = unwrap(await client.sendEvents({ input: { events } }));
      return sent.map(({ id }) => id);
    } finally {
      await client.close();
    }
  }
}

function dataOf({ name, data = {} }: EventToSend): Json {
  try {
    refuseOtherThanJson(data);
  } catch (error) {
    throw new TypeError(
      `The data of the event "${name}" can't be sent: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  return data as Json;
}
