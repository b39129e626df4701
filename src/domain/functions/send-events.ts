import type { DurableFunction, Event, Transaction } from '../../database/client.js';
import { ConflictError, isFailure, ValidationError } from '../../failures.js';
import { type Id, newId } from '../../ids.js';
import { canonicalJson, deepestNesting, isTooDeep, type Json, storableText } from '../../json.js';
import { readName } from '../names.js';
import type { Scope } from '../scope.js';
import { concurrencyKeyOf } from './concurrency-key.js';

/** The most that the data of one event may take as JSON, in bytes. */
const eventDataLimit = 1024 * 1024;
/** The most events that may be sent together. */
export const mostEvents = 1000;

/** An event to send. */
export interface NewEvent {
  name: string;
  data: Json;
  /** The sender's own id: an event that is sent again under it is the same event, and starts nothing again. */
  externalId?: string | null;
}

/** An event that is stored, and the runs that it started. */
export interface SentEvent {
  event: Event;
  runs: Id<'functionRun'>[];
  /** False where it had been sent before. */
  isNew: boolean;
}

interface ReadEvent {
  id: Id<'event'>;
  name: string;
  data: Json;
  /** The data as JSON. */
  text: string;
  externalId: string | null;
  createdAt: Date;
  /** Those that it starts. */
  functions: DurableFunction[];
}

/**
 * Stores events, and starts a run of each function that they trigger: all of them, or none.
 *
 * @returns what was sent, in the order given; ValidationError for a name that triggers nothing, or for data that can't be stored;
 * ConflictError for an id that another event has.
 */
export async function sendEvents(
  scope: Scope,
  events: readonly NewEvent[],
): Promise<SentEvent[] | ValidationError | ConflictError> {
  const read = await readEvents(scope, events);
  if (isFailure(read)) return read;
  return scope.db
    .$transaction(async (tx) => {
      const known = await storeEvents(tx, scope, read);
      const sent = read.map((given) => {
        const event = known.get(given.id);
        return { event: event ?? eventOf(scope, given), isNew: !event };
      });
      const added = read.filter(({ id }) => !known.has(id));
      const runs = added.flatMap((given) => runsFor(given));
      await startRuns(tx, scope, runs);
      // Two events of one call may have one id.
      const inCall = new Set(added.map(({ id }) => id));
      const earlier = await runsOf(
        tx,
        [...known.values()].flatMap(({ id }) => (inCall.has(id) ? [] : [id])),
      );
      const byEvent = new Map<Id<'event'>, Id<'functionRun'>[]>();
      for (const { id, eventId } of [...runs, ...earlier]) byEvent.set(eventId, [...(byEvent.get(eventId) ?? []), id]);
      return sent.map((each) => ({ ...each, runs: byEvent.get(each.event.id) ?? [] }));
    })
    .catch((error: unknown) => {
      if (error instanceof ConflictError) return error;
      throw error;
    });
}

async function readEvents(scope: Scope, events: readonly NewEvent[]): Promise<ReadEvent[] | ValidationError> {
  if (events.length > mostEvents) {
    return new ValidationError(`${events.length} events are too many. Send at most ${mostEvents} at a time.`, {
      field: 'events',
    });
  }
  const functions = await scope.db.durableFunction.findMany({
    where: { organizationId: scope.organizationId, removedAt: null },
    orderBy: { id: 'asc' },
  });
  const read: ReadEvent[] = [];
  for (const [place, event] of events.entries()) {
    const one = readEvent(functions, event, events.length === 1 ? '' : `events[${place}].`);
    if (isFailure(one)) return one;
    read.push(one);
  }
  // What was sent before is known whether or not it still starts anything.
  const known = await sentBefore(
    scope,
    read.flatMap((one) => (one.functions.length === 0 ? (one.externalId ?? []) : [])),
  );
  const unknown = read.findIndex((one) => one.functions.length === 0 && !known.has(one.externalId));
  const refused = read[unknown];
  return refused ? unknownTrigger(functions, refused.name, events.length === 1 ? '' : `events[${unknown}].`) : read;
}

/** Those of these ids that events have. */
async function sentBefore({ db, organizationId }: Scope, externalIds: string[]): Promise<Set<string | null>> {
  if (externalIds.length === 0) return new Set();
  const known = await db.event.findMany({
    where: { organizationId, externalId: { in: externalIds } },
    select: { externalId: true },
  });
  return new Set(known.map(({ externalId }) => externalId));
}

function readEvent(functions: readonly DurableFunction[], event: NewEvent, at: string): ReadEvent | ValidationError {
  const name = readName(event.name, `${at}name`);
  if (isFailure(name)) return name;
  const externalId = event.externalId == null ? null : readName(event.externalId, `${at}id`);
  if (isFailure(externalId)) return externalId;
  if (isTooDeep(event.data)) {
    return new ValidationError(`${at}data has more than ${deepestNesting} lists and objects in each other.`, {
      field: `${at}data`,
    });
  }
  const text = JSON.stringify(event.data);
  const bytes = Buffer.byteLength(text);
  if (bytes > eventDataLimit) {
    return new ValidationError(
      `${at}data of "${name}" takes ${(bytes / 1024 / 1024).toFixed(1)} MiB as JSON, and may take 1 MiB. Store what is large elsewhere, and send where it is.`,
      { field: `${at}data`, code: 'EVENT_TOO_LARGE' },
    );
  }
  const triggered = functions.filter(({ triggers }) => triggers.includes(name));
  return { id: newId('event'), name, externalId, data: event.data, text, createdAt: new Date(), functions: triggered };
}

function unknownTrigger(functions: readonly DurableFunction[], name: string, at: string): ValidationError {
  const known = [...new Set(functions.flatMap(({ triggers }) => triggers))].sort();
  return new ValidationError(
    known.length === 0
      ? `"${name}" starts no function, for no worker has registered any. Start one: variorum worker --functions ./functions.js.`
      : `"${name}" starts no function. These events do: ${known.map((each) => `"${each}"`).join(', ')}.`,
    { field: `${at}name`, code: 'UNKNOWN_TRIGGER' },
  );
}

/**
 * Stores the events that are new.
 *
 * @returns the others: what was sent before, by the ids that these would have had.
 * @throws ConflictError, which undoes the transaction.
 */
async function storeEvents(
  tx: Transaction,
  { organizationId }: Scope,
  events: readonly ReadEvent[],
): Promise<Map<Id<'event'>, Event>> {
  // Whoever sends one of these ids at the same time is waited for: what is not inserted is there when it is read. In one order, so that
  // no two wait for each other.
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO event (id, organization_id, external_id, name, data, created_at)
    SELECT id, ${organizationId}::uuid, external_id, name, data::json, created_at
    FROM unnest(${events.map(({ id }) => id)}::uuid[], ${events.map(({ externalId }) => externalId)}::text[],
      ${events.map(({ name }) => name)}::text[], ${events.map(({ text }) => text)}::text[],
      ${events.map(({ createdAt }) => createdAt)}::timestamptz[]) AS given(id, external_id, name, data, created_at)
    ORDER BY external_id NULLS FIRST, id
    ON CONFLICT DO NOTHING RETURNING id`;
  const ids = new Set(inserted.map(({ id }) => id));
  const missing = events.filter(({ id }) => !ids.has(id));
  if (missing.length === 0) return new Map();
  const known = await tx.event.findMany({
    where: { organizationId, externalId: { in: missing.flatMap(({ externalId }) => externalId ?? []) } },
  });
  const byExternalId = new Map(known.map((event) => [event.externalId, event]));
  return new Map(
    missing.map((given) => {
      const event = byExternalId.get(given.externalId);
      if (!event) throw new Error(`The event ${given.id} was neither inserted nor there.`);
      const isSame = event.name === given.name && canonicalJson(event.data as Json) === canonicalJson(JSON.parse(given.text));
      if (!isSame) throw reused(given);
      return [given.id, event];
    }),
  );
}

function reused({ externalId, name }: ReadEvent): ConflictError {
  return new ConflictError(
    `The id "${externalId}" is that of another event, with another name or other data than this "${name}". Give every event an id of its own.`,
    'EVENT_ID_REUSED',
  );
}

function eventOf({ organizationId }: Scope, { id, externalId, name, data, createdAt }: ReadEvent): Event {
  return { id, organizationId, externalId, name, data, createdAt };
}

interface NewRun {
  id: Id<'functionRun'>;
  functionId: Id<'durableFunction'>;
  eventId: Id<'event'>;
  concurrencyKey: string;
}

function runsFor({ id, functions, data }: ReadEvent): NewRun[] {
  return functions.map((each) => ({
    id: newId('functionRun'),
    functionId: each.id,
    eventId: id,
    concurrencyKey: each.concurrencyKey === null ? '' : storableText(concurrencyKeyOf(each.concurrencyKey, data)),
  }));
}

async function startRuns(tx: Transaction, { organizationId }: Scope, runs: readonly NewRun[]): Promise<void> {
  if (runs.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO function_run (id, organization_id, function_id, event_id, concurrency_key)
    SELECT id, ${organizationId}::uuid, function_id, event_id, concurrency_key
    FROM unnest(${runs.map(({ id }) => id)}::uuid[], ${runs.map(({ functionId }) => functionId)}::uuid[],
      ${runs.map(({ eventId }) => eventId)}::uuid[], ${runs.map(({ concurrencyKey }) => concurrencyKey)}::text[])
      AS given(id, function_id, event_id, concurrency_key)`;
}

/** The runs that events started when they were first sent. */
async function runsOf(tx: Transaction, eventIds: Id<'event'>[]): Promise<{ id: Id<'functionRun'>; eventId: Id<'event'> }[]> {
  if (eventIds.length === 0) return [];
  return tx.functionRun.findMany({
    where: { eventId: { in: eventIds } },
    select: { id: true, eventId: true },
    orderBy: { id: 'asc' },
  });
}
