import type { InvocableFunction } from '../functions/define-function.js';

/** What was started in this process. */
export interface RunningProcess {
  /** Where the API answers, such as `http://127.0.0.1:4000`; null where it does not run here. */
  url: string | null;
  /** Where the database of its own keeps its data; null where DATABASE_URL names another. */
  dataDirectory: string | null;
  /** The first API key, when it was made at this start: to be printed, for it is not seen again. */
  firstKey: string | null;
  /** A link that signs one browser in, once; null where there is none to give. */
  signInLink(): Promise<string | null>;
  /** An admin's API key for a client within this process, gone when the process stops. */
  localKey(): Promise<string>;
  stop(): Promise<void>;
}

/** What is to run in this process. */
export interface Parts {
  api: boolean;
  /** Works on runs of experiments. */
  worker: boolean;
  /** Works on the runs of these functions. */
  functions?: readonly InvocableFunction[] | null;
  /** 0 takes a free one. */
  port?: number;
  /** The least that is logged where LOG_LEVEL says nothing. */
  logLevel?: string;
}

/** What can start the product's parts in this process. */
export interface Processes {
  start(parts: Parts): Promise<RunningProcess>;
}
