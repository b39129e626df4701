import type { Event } from '../../database/client.js';
import { cancelFunctionRun } from '../../domain/functions/cancel-function-run.js';
import { removeFunction } from '../../domain/functions/remove-function.js';
import { retryFunctionRun } from '../../domain/functions/retry-function-run.js';
import { mostEvents, type NewEvent, sendEvents } from '../../domain/functions/send-events.js';
import type { Scope } from '../../domain/scope.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import type { Json } from '../../json.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { DurableFunctionRef, EventRef, FunctionRunRef } from './types.js';

const SendEventInput = builder.inputType('SendEventInput', {
  description: 'Something that happened.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What happened, such as `document/uploaded`: a trigger of a function.' }),
    data: t.field({ type: 'JSON', description: 'Its content, at most 1 MiB; left out: an empty object.' }),
    id: t.string({
      description: 'Any text of yours: sent again with it, the event is the same, and starts nothing again.',
    }),
  }),
});

const SendEventsInput = builder.inputType('SendEventsInput', {
  description: 'Several events to send.',
  fields: (t) => ({
    events: t.field({ type: [SendEventInput], required: true, description: `The events, at most ${mostEvents}.` }),
  }),
});

const SendEventsSuccess = builder.objectRef<{ events: Event[] }>('SendEventsSuccess').implement({
  description: 'The events that were sent.',
  fields: (t) => ({
    events: t.field({ type: [EventRef], description: 'In the order given.', resolve: ({ events }) => events }),
  }),
});

interface GivenEvent {
  name: string;
  data?: Json;
  id?: string | null;
}

async function send(scope: Scope, events: readonly GivenEvent[]): Promise<Event[]> {
  const read = events.map(({ name, data = {}, id = null }): NewEvent => ({ name, data, externalId: id }));
  return orThrow(await sendEvents(scope, read)).map(({ event }) => event);
}

builder.mutationFields((t) => ({
  sendEvent: t.field({
    type: EventRef,
    nullable: true,
    description:
      'Sends an event: each function that it triggers is run for it, asynchronously. Subscribe to `functionRunProgress` of its runs.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [ConflictError] },
    args: { input: t.arg({ type: SendEventInput, required: true, description: 'What happened.' }) },
    resolve: async (_root, { input }, { scope }) => (await send(scope, [input]))[0],
  }),
  sendEvents: t.field({
    type: SendEventsSuccess,
    nullable: true,
    description: 'Sends several events, all or none of them.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [ConflictError] },
    args: { input: t.arg({ type: SendEventsInput, required: true, description: 'What happened.' }) },
    resolve: async (_root, { input }, { scope }) => ({ events: await send(scope, input.events) }),
  }),
  cancelFunctionRun: t.field({
    type: FunctionRunRef,
    nullable: true,
    description: 'Ends a function run early. It keeps the steps that have ended.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The function run to cancel.' }) },
    resolve: async (_root, { id }, { scope }) => orThrow(await cancelFunctionRun(scope, givenId('functionRun', id, 'id'))),
  }),
  retryFunctionRun: t.field({
    type: FunctionRunRef,
    nullable: true,
    description:
      'Goes on with a function run that failed or was cancelled. Steps that had completed are not run again, and its variants stay; steps that failed are tried anew.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The function run to go on with.' }) },
    resolve: async (_root, { id }, { scope }) => orThrow(await retryFunctionRun(scope, givenId('functionRun', id, 'id'))),
  }),
  removeFunction: t.field({
    type: DurableFunctionRef,
    nullable: true,
    description:
      'Has events start a function no more, until a worker registers it again. Its runs stay, and those under way go on.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true, description: 'The function to remove.' }) },
    resolve: async (_root, { id }, { scope }) => orThrow(await removeFunction(scope, givenId('durableFunction', id, 'id'))),
  }),
}));
