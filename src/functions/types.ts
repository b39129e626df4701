import type { JsonObject } from '../json.js';
import type { Selector } from './selection/selector.js';

/** What has happened, as a handler is told of it. */
export interface ReceivedEvent<Name extends string = string, Data = unknown> {
  /** The id that the sender gave it, or else its public id, `evt_…`. */
  id: string;
  name: Name;
  data: Data;
  createdAt: Date;
}

/** What a step's code is given. */
export interface StepContext {
  /** 0 the first time that the step is tried. */
  attempt: number;
  /** Aborts when what the step gives will not count any more: the run was cancelled, or took too long. */
  signal: AbortSignal;
  /** Tells which model answered, as `provider:model`, and of how many tokens: the step costs what they do. Calls add up. */
  usage(used: { model: string; inputTokens: number; outputTokens: number }): void;
  /** Tells what the step costs, in US dollars, as a decimal such as `'0.0012'`. Calls add up. */
  cost(dollars: string | number): void;
}

export interface StepTools {
  /**
   * Runs code once: what it gives is remembered, and given again whenever the handler is called again. It has to survive JSON.
   * When it throws, it is tried again by itself.
   *
   * @param id of the step; steps of one id are told apart by which comes first.
   * @throws StepError when it has failed for good.
   */
  run<T>(id: string, code: (context: StepContext) => T): Promise<Awaited<T>>;
  /**
   * Gives the experiment that the code is in a variant of a number, once; outside of any, all experiments of the run so far. Of one
   * name, the last number counts.
   */
  score(name: string, value: number): Promise<void>;
}

/** What a variant is given. */
export interface VariantContext {
  /** What was promoted to it, where `experiment.managed` chose; else null. The same whenever the handler is called again. */
  configuration: JsonObject | null;
}

export type Variants = Record<string, (context: VariantContext) => unknown>;

type ResultOf<V extends Variants, Name extends keyof V> = Awaited<ReturnType<V[Name]>>;

/** The result of one of the variants, and which that was. */
type VariantResult<V extends Variants> = {
  [Name in keyof V & string]: { result: ResultOf<V, Name>; variant: Name };
}[keyof V & string];

export interface ExperimentOptions<V extends Variants> {
  /** The variants by name. The first is the one that the others are compared with. */
  variants: V;
  select: Selector<NoInfer<keyof V & string>>;
}

export interface GroupTools {
  /** Runs one of several variants, the same whenever the handler is called again, and gives its result. */
  experiment<V extends Variants>(id: string, options: ExperimentOptions<V> & { withVariant: true }): Promise<VariantResult<V>>;
  experiment<V extends Variants>(
    id: string,
    options: ExperimentOptions<V> & { withVariant?: false },
  ): Promise<ResultOf<V, keyof V>>;
  /** Where it is not known when it is compiled which of the two it gives. */
  experiment<V extends Variants>(
    id: string,
    options: ExperimentOptions<V> & { withVariant: boolean },
  ): Promise<ResultOf<V, keyof V> | VariantResult<V>>;
}

/** What a handler logs with. */
export interface HandlerLogger {
  debug(message: string | Error, fields?: object): void;
  info(message: string | Error, fields?: object): void;
  warn(message: string | Error, fields?: object): void;
  error(message: string | Error, fields?: object): void;
}

/** What a handler is given. */
export interface HandlerContext<Name extends string = string, Data = unknown> {
  event: ReceivedEvent<Name, Data>;
  step: StepTools;
  group: GroupTools;
  /** The public id of the run, `fnr_…`. */
  runId: string;
  /** How often the handler was called for this run before. */
  attempt: number;
  logger: HandlerLogger;
}
