import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { registerFunctions } from '../../../src/domain/functions/register-functions.js';
import { removeFunction } from '../../../src/domain/functions/remove-function.js';
import { mostEvents, type NewEvent, sendEvents } from '../../../src/domain/functions/send-events.js';
import type { Scope } from '../../../src/domain/scope.js';
import { newId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';
import { givenFunction } from './given-functions.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  scope = await testScope(database);
});
afterAll(() => database.close());

const send = async (...events: NewEvent[]) => expectValue(await sendEvents(scope, events));
const counts = async () => {
  const { organizationId } = scope;
  return {
    events: await scope.db.event.count({ where: { organizationId } }),
    runs: await scope.db.functionRun.count({ where: { organizationId } }),
  };
};

describe('an event', () => {
  test('starts a run of each function that it triggers', async () => {
    const mail = await givenFunction(scope, 'mail', { triggers: ['paid', 'refunded'] });
    const pack = await givenFunction(scope, 'pack', { triggers: ['paid'] });
    await givenFunction(scope, 'other');
    const [paid, refunded] = await send({ name: 'paid', data: { order: 1 } }, { name: 'refunded', data: null });

    const runs = await scope.db.functionRun.findMany({ where: { eventId: paid?.event.id ?? '' }, orderBy: { id: 'asc' } });
    expect(runs).toMatchObject([
      { functionId: mail.id, status: 'PENDING', job: null, attempts: 0 },
      { functionId: pack.id, status: 'PENDING', job: null, attempts: 0 },
    ]);
    expect(paid).toMatchObject({
      isNew: true,
      runs: runs.map(({ id }) => id),
      event: { name: 'paid', data: { order: 1 }, externalId: null },
    });
    expect(refunded?.runs).toHaveLength(1);
  });

  test('with an id starts what it starts once, however often and by whomever it is sent', async () => {
    await givenFunction(scope, 'paid');
    const event = { name: 'paid', data: { order: 1, lines: [1.0, 'two'] }, externalId: 'order-1' };
    const same = { ...event, data: { lines: [1, 'two'], order: 1 } };
    const all = await Promise.all([send(event), send(same), send(event, event), send(event)]);

    const [first] = all.flat();
    expect(new Set(all.flat().map((sent) => sent.event.id))).toEqual(new Set([first?.event.id]));
    expect(all.flat().map(({ runs }) => runs)).toEqual(all.flat().map(() => first?.runs));
    expect(all.flat().filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await counts()).toEqual({ events: 1, runs: 1 });
  });

  test('with an id may be sent by many at once, in whatever order', async () => {
    await givenFunction(scope, 'paid');
    const events = ['order-1', 'order-2', 'order-3'].map((externalId) => ({ name: 'paid', data: 1, externalId }));
    const { organizationId } = scope;
    const sending = await scope.db.$transaction(async (tx) => {
      // Whoever comes to the one in the middle waits, with what it has stored before.
      await tx.event.create({ data: { id: newId('event'), organizationId, name: 'paid', data: 1, externalId: 'order-2' } });
      const both = Promise.allSettled([send(...events), send(...events.toReversed())]);
      const waiting = async () => {
        const [row] = await tx.$queryRaw<{ count: number }[]>`
          SELECT count(*)::int AS count FROM pg_locks l JOIN pg_stat_activity a USING (pid)
          WHERE NOT l.granted AND a.datname = current_database()`;
        return row?.count;
      };
      await expect.poll(waiting, { timeout: 10_000 }).toBe(2);
      return { both };
    });
    expect((await sending.both).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await counts()).toEqual({ events: 3, runs: 2 });
  });

  test('with an id is known also after its function was removed', async () => {
    const { id } = await givenFunction(scope, 'paid');
    await givenFunction(scope, 'other');
    const event = { name: 'paid', data: 1, externalId: 'order-1' };
    const [first] = await send(event);
    expectValue(await removeFunction(scope, id));
    expect(await send({ name: 'other', data: 1 }, event)).toMatchObject([
      { isNew: true },
      { isNew: false, event: { id: first?.event.id }, runs: first?.runs },
    ]);
    expect(await sendEvents(scope, [{ ...event, data: 2 }])).toMatchObject({ code: 'EVENT_ID_REUSED' });
    expect(await sendEvents(scope, [event, { ...event, externalId: 'order-2' }])).toMatchObject({
      code: 'UNKNOWN_TRIGGER',
      field: 'events[1].name',
    });
    expect(await counts()).toEqual({ events: 2, runs: 2 });
  });

  test('with the id of another is refused, and nothing of the call is stored', async () => {
    await givenFunction(scope, 'paid');
    await givenFunction(scope, 'refunded');
    await send({ name: 'paid', data: 1, externalId: 'order-1' });
    const message = (name: string) =>
      `The id "order-1" is that of another event, with another name or other data than this "${name}". Give every event an id of its own.`;

    const others = [
      { name: 'paid', data: 2, externalId: 'order-1' },
      { name: 'refunded', data: 1, externalId: 'order-1' },
    ];
    for (const other of others)
      expect(await sendEvents(scope, [{ name: 'paid', data: 3 }, other])).toMatchObject({
        code: 'EVENT_ID_REUSED',
        message: message(other.name),
      });
    expect(await counts()).toEqual({ events: 1, runs: 1 });
  });

  test('of another organization has nothing to do with it', async () => {
    await givenFunction(scope, 'paid');
    await send({ name: 'paid', data: 1, externalId: 'order-1' });
    const other = await testScope(database);
    expect(await sendEvents(other, [{ name: 'paid', data: 2, externalId: 'order-1' }])).toMatchObject({
      code: 'UNKNOWN_TRIGGER',
    });
    await givenFunction(other, 'paid');
    expect(expectValue(await sendEvents(other, [{ name: 'paid', data: 2, externalId: 'order-1' }]))).toMatchObject([
      { isNew: true },
    ]);
  });

  test('keeps its data to the letter', async () => {
    await givenFunction(scope, 'paid');
    const data = { text: 'zero \u0000, alone \ud800', number: 1e308, '': [null] };
    const [sent] = await send({ name: 'paid', data });
    expect(sent?.event.data).toEqual(data);
    expect((await scope.db.event.findUniqueOrThrow({ where: { id: sent?.event.id ?? '' } })).data).toEqual(data);
  });
});

describe('an event is refused', () => {
  test('that triggers nothing, with what does', async () => {
    expect(await sendEvents(scope, [{ name: 'paid', data: 1 }])).toMatchObject({
      code: 'UNKNOWN_TRIGGER',
      message:
        '"paid" starts no function, for no worker has registered any. Start one: variorum worker --functions ./functions.js.',
    });
    await givenFunction(scope, 'f', { triggers: ['order/paid', 'order/made'] });
    const gone = await givenFunction(scope, 'gone');
    expectValue(await removeFunction(scope, gone.id));
    expect(
      await sendEvents(scope, [
        { name: 'order/paid', data: 1 },
        { name: 'gone', data: 1 },
      ]),
    ).toMatchObject({
      code: 'UNKNOWN_TRIGGER',
      field: 'events[1].name',
      message: '"gone" starts no function. These events do: "order/made", "order/paid".',
    });
    expect(await counts()).toEqual({ events: 0, runs: 0 });
  });

  test('that is too large, or too deep, or has no name, with what it was', async () => {
    await givenFunction(scope, 'paid');
    expect(await sendEvents(scope, [{ name: 'paid', data: { text: 'a'.repeat(5 * 1024 * 1024) } }])).toMatchObject({
      code: 'EVENT_TOO_LARGE',
      field: 'data',
      message: 'data of "paid" takes 5.0 MiB as JSON, and may take 1 MiB. Store what is large elsewhere, and send where it is.',
    });
    expect(await send({ name: 'paid', data: 'a'.repeat(1024 * 1024 - 2) })).toHaveLength(1);
    let deep: NewEvent['data'] = 1;
    for (let depth = 0; depth < 501; depth += 1) deep = [deep];
    expect(await sendEvents(scope, [{ name: 'paid', data: deep }])).toMatchObject({
      message: 'data has more than 500 lists and objects in each other.',
    });
    expect(await sendEvents(scope, [{ name: ' ', data: 1 }])).toMatchObject({ field: 'name' });
    const many = Array.from({ length: mostEvents + 1 }, () => ({ name: 'paid', data: 1 }));
    expect(await sendEvents(scope, many)).toMatchObject({ message: '1001 events are too many. Send at most 1000 at a time.' });
  });

  test('only where it has to be: a number beyond all bounds is null, as JSON has it', async () => {
    await givenFunction(scope, 'paid');
    const event = { name: 'paid', data: [Number.POSITIVE_INFINITY], externalId: 'order-1' };
    await send(event);
    expect(await send(event)).toMatchObject([{ isNew: false, event: { data: [null] } }]);
  });
});

describe('functions', () => {
  const settings = {
    app: 'shop',
    externalId: 'pay',
    triggers: ['paid'],
    retries: 4,
    timeoutMs: null,
    concurrency: null,
    keyed: null,
  };

  test('are what the worker that registered them last says, and keep their ids', async () => {
    const [first] = await registerFunctions(scope, [settings]);
    const [again] = await registerFunctions(scope, [
      {
        ...settings,
        triggers: ['paid', 'refunded'],
        retries: 1,
        timeoutMs: 50,
        concurrency: 2,
        keyed: { limit: 1, path: 'event.data.user' },
      },
    ]);
    expect(first).toMatchObject({ triggers: ['paid'], timeoutMs: scope.config.functionTimeoutMs });
    expect(again).toMatchObject({
      id: first?.id,
      retries: 1,
      timeoutMs: 50,
      concurrency: 2,
      keyConcurrency: 1,
      concurrencyKey: 'event.data.user',
    });
    expect(await registerFunctions(scope, [{ ...settings, app: 'other' }])).not.toMatchObject([{ id: first?.id }]);
  });

  test('that many workers register at once are there once', async () => {
    const all = ['a', 'b', 'c'].map((externalId) => ({ ...settings, externalId }));
    const registered = await Promise.all(
      Array.from({ length: 4 }, (_, place) => registerFunctions(scope, place % 2 === 0 ? all : all.toReversed())),
    );
    const ids = registered.map((each) => each.map(({ id }) => id).sort());
    expect(new Set(ids.flat()).size).toBe(3);
    expect(ids.every((each) => each.join() === ids[0]?.join())).toBe(true);
  });

  test('that were removed come back with a worker that has them', async () => {
    const [made] = await registerFunctions(scope, [settings]);
    expect(await removeFunction(await testScope(database), made?.id ?? '')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await removeFunction(scope, newId('durableFunction'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await removeFunction(scope, made?.id ?? '')).toMatchObject({ removedAt: expect.any(Date) });
    expect(await registerFunctions(scope, [settings])).toMatchObject([{ id: made?.id, removedAt: null }]);
  });
});
