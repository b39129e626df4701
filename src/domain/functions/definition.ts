/** A function as the code that has it describes it. */
export interface FunctionDefinition {
  /** The id of the client that it was made with. */
  app: string;
  /** Its id, unique in the app. */
  externalId: string;
  /** The names of the events that start it, each once. */
  triggers: readonly string[];
  /** How often a step, or the handler around the steps, is tried again after it has failed. */
  retries: number;
  /** How long one call of the handler may take, in milliseconds; null: the deployment's default. */
  timeoutMs: number | null;
  /** How many of its runs may be under way at once, over all workers; null: no limit. */
  concurrency: number | null;
  /** How many may be that have one value at `path` of the event, such as `event.data.userId`; null: no limit. */
  keyed: { limit: number; path: string } | null;
}
