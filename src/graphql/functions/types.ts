import { builder } from '../builder.js';
import { afterId, idCursor, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { ExecutionErrorRef, executionErrorOf } from '../execution-error.js';
import { FunctionRunStatusEnum } from './enums.js';

export const DurableFunctionRef = builder.prismaNode('DurableFunction', {
  description: 'A function of the user’s own code that events start, and that workers run step by step.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  authScopes: { key: true },
  fields: (t) => ({
    externalId: t.exposeString('externalId', { description: 'The id that it has in the code, unique in its app.' }),
    app: t.exposeString('app', { description: 'The id of the client that it was made with.' }),
    triggers: t.exposeStringList('triggers', { description: 'The names of the events that start it.' }),
    retries: t.exposeInt('retries', {
      description: 'How often a step, or the handler around the steps, is tried again after it has failed.',
    }),
    timeoutMs: t.exposeInt('timeoutMs', { description: 'How long one call of the handler may take, in milliseconds.' }),
    concurrency: t.exposeInt('concurrency', {
      nullable: true,
      description: 'How many of its runs may be under way at once, over all workers; null: no limit.',
    }),
    keyConcurrency: t.exposeInt('keyConcurrency', {
      nullable: true,
      description: 'How many runs with one value of `concurrencyKey` may be under way at once; null: no limit.',
    }),
    concurrencyKey: t.exposeString('concurrencyKey', {
      nullable: true,
      description: 'Where that value is in the event, such as `event.data.userId`; null without such a limit.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When a worker first said that it has it.' }),
    registeredAt: t.expose('registeredAt', { type: 'DateTime', description: 'When a worker last said so.' }),
    removedAt: t.expose('removedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when no event starts it, because it was removed; null where it was not.',
    }),
  }),
});

export const EventRef = builder.prismaNode('Event', {
  description: 'Something that happened, and started functions.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  authScopes: { key: true },
  fields: (t) => ({
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: 'The sender’s own id for it, unique in the organization; null where none was given.',
    }),
    name: t.exposeString('name', { description: 'What happened, such as `document/uploaded`.' }),
    data: t.expose('data', { type: 'JSON', nullable: true, description: 'Its content, as it was sent.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was received.' }),
  }),
});

export const FunctionRunRef = builder.prismaNode('FunctionRun', {
  description:
    'One execution of a function for one event. Its handler may be called several times; steps that have ended are not run again.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  authScopes: { key: true },
  fields: (t) => ({
    function: t.field({
      type: DurableFunctionRef,
      description: 'What it executes.',
      resolve: ({ functionId }, _args, { loaders }) => loaders.functions.functions.load(functionId),
    }),
    event: t.field({
      type: EventRef,
      description: 'What started it.',
      resolve: ({ eventId }, _args, { loaders }) => loaders.functions.events.load(eventId),
    }),
    status: t.expose('status', { type: FunctionRunStatusEnum, description: 'How it stands.' }),
    output: t.expose('output', {
      type: 'JSON',
      nullable: true,
      description: 'What the handler returned; null before, and where that was nothing.',
    }),
    error: t.field({
      type: ExecutionErrorRef,
      nullable: true,
      description:
        'Why it failed or, while it is tried again, why it last had to be. The type is the name of what was thrown, such as `TypeError`.',
      resolve: executionErrorOf,
    }),
    attempts: t.exposeInt('attempts', {
      description: 'How often its handler was called: once more for every retry of it or of one of its steps.',
    }),
    retries: t.exposeInt('retries', { description: 'How often it was retried by `retryFunctionRun`.' }),
    retryAt: t.expose('retryAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried again, while it waits for that.',
    }),
    concurrencyKey: t.string({
      nullable: true,
      description: 'The value in its event by which its function limits how many runs are under way at once; null: none.',
      resolve: ({ concurrencyKey }) => concurrencyKey || null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When its event was received.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true, description: 'When a worker first began it.' }),
    completedAt: t.expose('completedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended, however it ended.',
    }),
  }),
});

export const FunctionRunConnection = builder.connectionObject(
  { type: FunctionRunRef, name: 'FunctionRunConnection' },
  { name: 'FunctionRunEdge' },
);

builder.prismaObjectField(EventRef, 'runs', (t) =>
  t.field({
    type: [FunctionRunRef],
    description: 'The runs that it started: one of each function that it triggers.',
    // Most events start one function or two.
    complexity: { field: 1, multiplier: 2 },
    resolve: ({ id }, _args, { loaders }) => loaders.functions.runsOfEvent.load(id),
  }),
);

builder.prismaObjectField(DurableFunctionRef, 'runs', (t) =>
  t.field({
    type: FunctionRunConnection,
    description: 'Its runs, the newest first.',
    args: pageArgs,
    complexity: pageComplexity,
    resolve: async ({ id }, args, { loaders }) => {
      const key = { parentId: id, limit: pageSize(args) + 1, after: afterId('functionRun', args) };
      return pageOf(await loaders.pages.functionRuns.load(key), args, idCursor('functionRun'));
    },
  }),
);
