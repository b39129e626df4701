import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Variant } from '../../../src/database/client.js';
import { liveSettings } from '../../../src/domain/live/live-settings.js';
import { promoteVariant } from '../../../src/domain/live/promote-variant.js';
import { liveVariants } from '../../../src/domain/live/variants.js';
import { type Weights, weightsNow } from '../../../src/domain/live/weights.js';
import type { Scope } from '../../../src/domain/scope.js';
import { deleteVariant } from '../../../src/domain/variants/delete-variant.js';
import { type Id, newId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';
import { newExperiment } from '../experiments/rows.js';
import { type GivenLiveExperiment, givenLiveExperiment } from './given-exposures.js';

let database: TestDatabase;
let scope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

/** A variant that changes one parameter of its parent. */
async function branchedVariant(to: Scope): Promise<Variant> {
  const { id: experimentId } = await newExperiment(to, 'summaries', 'LLM');
  const of = { experimentId, taskType: 'LLM' } as const;
  const configuration = { model: 'openai:gpt-4o', temperature: 0.7 };
  const parent = await to.db.variant.create({ data: { ...of, name: 'parent', configuration, sortOrder: 1 } });
  const override = { overrideParameter: 'temperature', overrideValue: 0.2 };
  return to.db.variant.create({ data: { ...of, name: 'cooler', parentId: parent.id, ...override, sortOrder: 2 } });
}

async function weightsOf({ id }: GivenLiveExperiment): Promise<Weights | null> {
  const [weights] = await weightsNow(scope, [await liveVariants(scope.db, scope, [id])]);
  return weights ?? null;
}

test('a promotion hands over the effective configuration of that time, and sets one weight', async () => {
  const live = await givenLiveExperiment(scope, { name: 'model', managed: true, weights: { current: 90, candidate: 10 } });
  const variant = await branchedVariant(scope);
  const promoted = { variantId: variant.id, liveExperimentId: live.id, liveVariant: 'candidate', weight: 30 };
  expect(await promoteVariant(scope, promoted)).toMatchObject({ id: live.id });
  const configuration = { model: 'openai:gpt-4o', temperature: 0.2 };
  expect(await liveSettings(scope, ['model', 'unseen'])).toEqual(
    new Map([
      ['model', { weights: { candidate: 30 }, configurations: { candidate: configuration } }],
      ['unseen', { weights: {}, configurations: {} }],
    ]),
  );
  expect(await weightsOf(live)).toEqual({ current: 90, candidate: 30 });

  // What it was promoted from may go; what was promoted stays.
  expectValue(await deleteVariant(scope, variant.id));
  const [, candidate] = await liveVariants(scope.db, scope, [live.id]);
  expect(candidate).toMatchObject({ configuration, weight: 30, promotedVariantId: null, promotedAt: expect.any(Date) });
});

test('weights of the graph are in force where the code reads them, of variants that it has', async () => {
  const live = await givenLiveExperiment(scope, { name: 'in force' });
  const variant = await branchedVariant(scope);
  const promote = (liveVariant: string, weight: number) =>
    promoteVariant(scope, { variantId: variant.id, liveExperimentId: live.id, liveVariant, weight });
  expectValue(await promote('candidate', 9));
  expect(await weightsOf(live)).toEqual({ current: 1, candidate: 1 });
  await live.choose({ managed: true });
  expect(await weightsOf(live)).toEqual({ current: 1, candidate: 9 });
  await live.choose({ variants: ['current'], weights: { current: 1 } });
  expect(await weightsOf(live)).toEqual({ current: 1 });
  await live.choose({ strategy: 'FIXED', weights: null });
  expect(await weightsOf(live)).toBeNull();
});

test('one variant at least keeps a weight, also when two are promoted at once', async () => {
  const live = await givenLiveExperiment(scope, { name: 'zero', managed: true, weights: { current: 1, candidate: 1 } });
  const variant = await branchedVariant(scope);
  const promote = (liveVariant: string, weight: number) =>
    promoteVariant(scope, { variantId: variant.id, liveExperimentId: live.id, liveVariant, weight });
  const results = await Promise.all([promote('current', 0), promote('candidate', 0)]);
  expect(results.filter((result) => 'code' in result)).toMatchObject([
    { code: 'VALIDATION', field: 'weight', message: expect.stringContaining('no variant of "zero" would have a weight') },
  ]);
  expect(Object.values((await weightsOf(live)) ?? {}).sort()).toEqual([0, 1]);
});

test('a weight of a variant that the code has no more, or of none, is none that is left', async () => {
  const live = await givenLiveExperiment(scope, {
    name: 'left',
    variants: ['current', 'candidate', 'toString'],
    managed: true,
    weights: { current: 1, candidate: 1 },
  });
  const variant = await branchedVariant(scope);
  const promote = (liveVariant: string, weight: number) =>
    promoteVariant(scope, { variantId: variant.id, liveExperimentId: live.id, liveVariant, weight });
  expectValue(await promote('candidate', 5));
  expectValue(await promote('toString', 5));
  await live.choose({ variants: ['current'], weights: { current: 1 } });
  expect(await promote('current', 0)).toMatchObject({ code: 'VALIDATION', field: 'weight' });
  expectValue(await promote('candidate', 0));
});

test('where the graph leaves no variant of the code a weight, the code’s are in force', async () => {
  const live = await givenLiveExperiment(scope, { name: 'all gone', managed: true });
  const variant = await branchedVariant(scope);
  expectValue(
    await promoteVariant(scope, { variantId: variant.id, liveExperimentId: live.id, liveVariant: 'current', weight: 0 }),
  );
  expect(await weightsOf(live)).toEqual({ current: 0, candidate: 1 });
  await live.choose({ weights: { current: 3 } });
  expect(await weightsOf(live)).toEqual({ current: 3 });
});

test('says what does not fit, and changes nothing', async () => {
  const live = await givenLiveExperiment(scope, { name: 'strict' });
  const variant = await branchedVariant(scope);
  const stranger = await testScope(database);
  const theirs = { live: await givenLiveExperiment(stranger), variant: await branchedVariant(stranger) };
  const given = { variantId: variant.id as Id<'variant'>, liveExperimentId: live.id, liveVariant: 'candidate', weight: 1 };
  const cases: [object, object][] = [
    [{ weight: -1 }, { code: 'VALIDATION', field: 'weight' }],
    [{ weight: Number.POSITIVE_INFINITY }, { code: 'VALIDATION', field: 'weight' }],
    [{ liveVariant: 'best' }, { code: 'UNKNOWN_VARIANT', message: expect.stringContaining('It has "current", "candidate".') }],
    [{ variantId: newId('variant') }, { code: 'NOT_FOUND' }],
    [{ variantId: theirs.variant.id }, { code: 'NOT_FOUND' }],
    [{ liveExperimentId: newId('liveExperiment') }, { code: 'NOT_FOUND' }],
    [{ liveExperimentId: theirs.live.id }, { code: 'NOT_FOUND' }],
  ];
  for (const [otherwise, expected] of cases) {
    expect(await promoteVariant(scope, { ...given, ...otherwise })).toMatchObject(expected);
  }
  expect(await scope.db.liveVariant.count({ where: { promotedAt: { not: null }, liveExperimentId: live.id } })).toBe(0);
  expect(await liveSettings(stranger, ['strict'])).toEqual(new Map([['strict', { weights: {}, configurations: {} }]]));
});
