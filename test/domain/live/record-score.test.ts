import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordScore } from '../../../src/domain/live/record-score.js';
import type { Scope } from '../../../src/domain/scope.js';
import { newId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';
import { givenLiveExperiment } from './given-exposures.js';

let database: TestDatabase;
let scope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const scoresOf = (liveExperimentId: string) =>
  scope.db.liveScore.findMany({ where: { liveExperimentId }, orderBy: { createdAt: 'asc' } });

test('by a run, a score is that of the variant it was given; sent again, even at once, it replaces the value', async () => {
  const live = await givenLiveExperiment(scope, { name: 'assistant' });
  const [exposure] = await live.expose({ variant: 'candidate', key: 'ada' });
  const functionRunId = exposure?.functionRunId;
  const given = { experiment: 'assistant', functionRunId, name: ' resolved ', value: 0.5 };
  expect(await recordScore(scope, given)).toMatchObject({ variant: 'candidate', name: 'resolved', value: 0.5 });
  const again = [1, 2, 3, 4].map((value) => recordScore(scope, { ...given, experiment: live.publicId, value }));
  for (const score of await Promise.all(again)) expectValue(score);
  const scores = await scoresOf(live.id);
  expect(scores).toMatchObject([{ variant: 'candidate', exposureId: exposure?.id }]);
  expect([1, 2, 3, 4]).toContain(scores[0]?.value);
});

test('a run that was given several variants says by key or variant which of them is scored', async () => {
  const live = await givenLiveExperiment(scope, { name: 'several' });
  const functionRunId = newId('functionRun');
  await live.expose(
    { variant: 'current', key: 'ada', functionRunId },
    { variant: 'candidate', key: 'bo', functionRunId },
    { variant: 'candidate', key: 'cy', functionRunId },
  );
  const score = (which: object) => recordScore(scope, { experiment: 'several', functionRunId, name: 'n', value: 1, ...which });
  expect(await score({ key: 'bo' })).toMatchObject({ variant: 'candidate' });
  expect(await score({ variant: 'current' })).toMatchObject({ variant: 'current' });
  for (const which of [{}, { variant: 'candidate' }]) {
    expect(await score(which)).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/^The function run fnr_\w+ has 3 exposures of "several", to "current", "candidate". Say by/),
    });
  }
  expect(await score({ key: 'di' })).toMatchObject({ message: expect.stringContaining('has no such exposure of "several"') });
});

test('by a variant, a key says whom a score is of, and an id that it is the same score', async () => {
  const live = await givenLiveExperiment(scope, { name: 'by variant' });
  const [exposure] = await live.expose({ variant: 'current', key: 'ada' });
  const given = { experiment: 'by variant', variant: 'current', name: 'rating', value: 4 };
  const [first, again, ofKey, ofNobody] = [
    expectValue(await recordScore(scope, { ...given, id: 'one' })),
    expectValue(await recordScore(scope, { ...given, id: 'one' })),
    expectValue(await recordScore(scope, { ...given, key: 'ada' })),
    expectValue(await recordScore(scope, given)),
  ];
  expect(again).toEqual(first);
  const { unit } = await scope.db.exposure.findUniqueOrThrow({ where: { id: exposure?.id ?? '' } });
  expect(ofKey.unit).toEqual(unit);
  expect(new Set([first, ofKey, ofNobody].map((score) => Buffer.from(score.unit).toString('hex'))).size).toBe(3);
  for (const other of [{ value: 5 }, { variant: 'candidate' }, { name: 'other' }, { key: 'ada' }]) {
    expect(await recordScore(scope, { ...given, id: 'one', ...other })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  }
  expect(await scoresOf(live.id)).toHaveLength(3);
});

test('a score sent twice at once under one id is one score', async () => {
  const live = await givenLiveExperiment(scope, { name: 'twice' });
  const given = { experiment: 'twice', variant: 'current', name: 'rating', value: 4, id: 'one' };
  const sent = await Promise.all([1, 2, 3, 4].map(() => recordScore(scope, given)));
  expect(new Set(sent.map((score) => expectValue(score).id)).size).toBe(1);
  expect(await scoresOf(live.id)).toHaveLength(1);
});

test('says what does not fit', async () => {
  const live = await givenLiveExperiment(scope, { name: 'strict' });
  const [exposure] = await live.expose({ variant: 'current' });
  const given = { experiment: 'strict', variant: 'current', name: 'rating', value: 1 };
  const score = (otherwise: object) => recordScore(scope, { ...given, ...otherwise });
  const byRun = { variant: undefined, functionRunId: exposure?.functionRunId };
  const cases: [object, object][] = [
    [{ experiment: 'unseen' }, { code: 'NOT_FOUND', message: expect.stringContaining('It appears with its first exposure') }],
    [{ variant: 'best' }, { code: 'UNKNOWN_VARIANT', message: expect.stringContaining('It has "current", "candidate".') }],
    [{ variant: null }, { code: 'VALIDATION', field: 'variant' }],
    [{ name: ' ' }, { code: 'VALIDATION', field: 'name' }],
    [{ name: 'n'.repeat(201) }, { code: 'VALIDATION', field: 'name' }],
    [{ value: Number.NaN }, { code: 'VALIDATION', field: 'value', message: expect.stringContaining('value is NaN') }],
    [{ value: Number.POSITIVE_INFINITY }, { code: 'VALIDATION', field: 'value' }],
    [{ value: -2e15 }, { code: 'VALIDATION', field: 'value' }],
    [{ id: '' }, { code: 'VALIDATION', field: 'id' }],
    [
      { ...byRun, id: 'one' },
      { code: 'VALIDATION', field: 'id' },
    ],
    [{ ...byRun, functionRunId: newId('functionRun') }, { code: 'NOT_FOUND' }],
    [
      { ...byRun, variant: 'candidate' },
      { code: 'CONFLICT', message: expect.stringContaining('It was given "current"') },
    ],
  ];
  for (const [otherwise, expected] of cases) expect(await score(otherwise)).toMatchObject(expected);

  const other = await givenLiveExperiment(scope, { name: 'other' });
  const [elsewhere] = await other.expose({ variant: 'current' });
  expect(await score({ ...byRun, functionRunId: elsewhere?.functionRunId })).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('has no exposure of "strict": it has not asked for a variant of it, or not yet.'),
  });
  expect(await scoresOf(live.id)).toEqual([]);
});

test('another organization finds neither the live experiment nor the run', async () => {
  const live = await givenLiveExperiment(scope, { name: 'ours' });
  const [exposure] = await live.expose({ variant: 'current' });
  const stranger = await testScope(database);
  await givenLiveExperiment(stranger, { name: 'ours' });
  const given = { functionRunId: exposure?.functionRunId, name: 'n', value: 1 };
  expect(await recordScore(stranger, { experiment: 'ours', ...given })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await recordScore(stranger, { experiment: live.publicId, ...given })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await scoresOf(live.id)).toEqual([]);
});
