import type { FunctionDefinition } from '../domain/functions/definition.js';
import { keyPath } from '../domain/functions/concurrency-key.js';
import { unknownOption } from './option-names.js';
import type { HandlerContext } from './types.js';

/** Which events start a function. */
export interface Trigger<Name extends string = string> {
  event: Name;
}

/** How many of a function's runs may be under way at once; with a key, how many that have one value there. */
export interface ConcurrencyLimit {
  limit: number;
  /** Where the value is, such as `event.data.userId`. */
  key?: string;
}

export interface FunctionOptions<Name extends string = string> {
  /** Its id, unique among the functions of the client. */
  id: string;
  triggers: Trigger<Name> | readonly Trigger<Name>[];
  /** How often a step, or the handler around the steps, is tried again after it has failed: 0 to 100, 4 by default. */
  retries?: number;
  /** How long one call of the handler may take, in milliseconds; 15 minutes unless the deployment says otherwise. */
  timeoutMs?: number;
  /** How many of its runs may be under way at once, over all workers; a list has at most one with a key and one without. */
  concurrency?: number | ConcurrencyLimit | readonly ConcurrencyLimit[];
}

/** A handler, of whichever events it is. */
export type Handler = (context: HandlerContext<never, never>) => unknown;

const brand = Symbol.for('variorum.function');

/** A function that events start. Workers run those that a module exports. */
export interface InvocableFunction {
  readonly [brand]: true;
  readonly definition: FunctionDefinition;
  readonly handler: Handler;
}

/** Whether a value was made by `createFunction`, by whichever copy of the package. */
export function isFunction(value: unknown): value is InvocableFunction {
  return typeof value === 'object' && value !== null && brand in value;
}

const optionNames: readonly string[] = [
  'id',
  'triggers',
  'retries',
  'timeoutMs',
  'concurrency',
] satisfies (keyof FunctionOptions)[];
const mostRetries = 100;
/** Timers take no longer. */
const longestTimeoutMs = 2_147_483_647;

/** @throws TypeError that says which option does not fit. */
export function defineFunction(app: string, options: FunctionOptions, handler: Handler): InvocableFunction {
  const { id, retries = 4, timeoutMs = null } = options;
  if (!isName(id)) throw new TypeError(`A function needs an id of 1 to 200 characters, and was given ${JSON.stringify(id)}.`);
  const unknown = unknownOption(`The function "${id}"`, options, optionNames);
  if (unknown !== null) throw new TypeError(unknown);
  const refuse = (what: string): never => {
    throw new TypeError(`The function "${id}" ${what}`);
  };
  if (typeof handler !== 'function') refuse('has no handler: give an async function as the second argument.');
  if (!Number.isInteger(retries) || retries < 0 || retries > mostRetries)
    refuse(`has retries ${retries}: give a whole number from 0 to ${mostRetries}.`);
  if (timeoutMs !== null && (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > longestTimeoutMs))
    refuse(`has timeoutMs ${timeoutMs}: give a whole number of milliseconds, at least 1.`);
  const definition = { app, externalId: id, triggers: readTriggers(options.triggers, refuse), retries, timeoutMs };
  return { [brand]: true, definition: { ...definition, ...readConcurrency(options.concurrency, refuse) }, handler };
}

type Refuse = (what: string) => never;

function readTriggers(given: FunctionOptions['triggers'], refuse: Refuse): string[] {
  const triggers: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (given === undefined || triggers.length === 0)
    refuse('has no triggers: give at least one, such as { event: "document/uploaded" }.');
  const names = triggers.map((trigger) => {
    const isKnown = typeof trigger === 'object' && trigger !== null && 'event' in trigger && Object.keys(trigger).length === 1;
    if (isKnown && isName(trigger.event)) return trigger.event;
    return refuse(
      `has a trigger of an unknown kind, ${JSON.stringify(trigger)}: only events are, such as { event: "document/uploaded" }.`,
    );
  });
  return [...new Set(names)];
}

function readConcurrency(
  given: FunctionOptions['concurrency'],
  refuse: Refuse,
): Pick<FunctionDefinition, 'concurrency' | 'keyed'> {
  const limits: readonly ConcurrencyLimit[] =
    given === undefined ? [] : typeof given === 'number' ? [{ limit: given }] : isList(given) ? given : [given];
  let concurrency: number | null = null;
  let keyed: FunctionDefinition['keyed'] = null;
  for (const { limit, key } of limits) {
    if (!Number.isInteger(limit) || limit < 1 || limit > 1_000_000)
      refuse(`has the concurrency ${limit}: give a whole number, at least 1.`);
    if (key === undefined) {
      if (concurrency !== null) refuse('has two concurrency limits without a key: give one.');
      concurrency = limit;
    } else {
      if (keyed !== null) refuse('has two concurrency limits with a key: give one.');
      if (typeof key !== 'string' || !keyPath.test(key))
        refuse(`has the concurrency key ${JSON.stringify(key)}: give a path into the event, such as "event.data.userId".`);
      keyed = { limit, path: key };
    }
  }
  return { concurrency, keyed };
}

function isList(given: ConcurrencyLimit | readonly ConcurrencyLimit[]): given is readonly ConcurrencyLimit[] {
  return Array.isArray(given);
}

/** A name that is stored as it is. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() === value && value.length > 0 && value.length <= 200 && isStorable(value);
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
