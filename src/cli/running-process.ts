/** What was started in this process. */
export interface RunningProcess {
  /** Where the API answers, such as `http://127.0.0.1:4000`; null where it does not run here. */
  url: string | null;
  /** The first API key, when it was made at this start: to be printed, for it is not seen again. */
  firstKey: string | null;
  /** A link that signs one browser in for GraphiQL, once; null where there is none to give. */
  signInLink(): Promise<string | null>;
  /** An admin's API key for a client within this process, gone when the process stops. */
  localKey(): Promise<string>;
  stop(): Promise<void>;
}

/** What can start the product's parts in this process. */
export interface Processes {
  /** `port` 0 takes a free one. The log level is the least that is logged where LOG_LEVEL says nothing. */
  start(parts: { api: boolean; worker: boolean; port?: number; logLevel?: string }): Promise<RunningProcess>;
}
