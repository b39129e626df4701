import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exposureCounts } from '../../../src/domain/live/exposure-counts.js';
import { type LiveMetric, liveFigures } from '../../../src/domain/live/figures.js';
import { metricIntervals } from '../../../src/domain/live/metric-interval.js';
import { liveShares } from '../../../src/domain/live/shares.js';
import { liveVariants } from '../../../src/domain/live/variants.js';
import type { Scope } from '../../../src/domain/scope.js';
import { alwaysValid } from '../../../src/domain/statistics/always-valid.js';
import { meanInterval } from '../../../src/domain/statistics/mean-interval.js';
import { holm } from '../../../src/domain/statistics/holm.js';
import { momentsOfGroups } from '../../../src/domain/statistics/moments.js';
import { sampleRatio } from '../../../src/domain/statistics/sample-ratio.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { type GivenExposure, type GivenLiveExperiment, givenLiveExperiment } from './given-exposures.js';

let database: TestDatabase;
let scope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const variants = ['current', 'candidate', 'other'];

async function figuresOf({ id }: GivenLiveExperiment): Promise<LiveMetric[]> {
  const [figures] = await liveFigures(scope, [await liveVariants(scope.db, scope, [id])]);
  return figures ?? [];
}

function metric(figures: LiveMetric[], variant: string, name: string, scored = false): LiveMetric {
  const found = figures.find((each) => each.variant === variant && each.name === name && each.scored === scored);
  if (!found) throw new Error(`There is no metric ${name} of ${variant}.`);
  return found;
}

/** Something measured: a value of a unit under a variant. */
interface Measured {
  variant: string;
  unit: string;
  value: number;
}

/** The mean of each unit's values, by the definition. */
function valuesByUnit(measured: Measured[], variant: string): number[] {
  const own = measured.filter((each) => each.variant === variant);
  const units = [...new Set(own.map(({ unit }) => unit))];
  return units.map((unit) => meanOf(own.filter((each) => each.unit === unit).map(({ value }) => value)));
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function momentsOf(values: number[]) {
  if (values.length === 0) return { units: 0, mean: 0, variance: 0 };
  const mean = meanOf(values);
  return { units: values.length, mean, variance: meanOf(values.map((value) => (value - mean) ** 2)) };
}

/** A metric of every variant, as it has to be. */
function expectMetric(figures: LiveMetric[], name: string, measured: Measured[], scored = false): void {
  const reference = momentsOf(valuesByUnit(measured, 'current'));
  const pValues = variants.slice(1).map((variant) => {
    return alwaysValid(reference, momentsOf(valuesByUnit(measured, variant)))?.pValue ?? 1;
  });
  const adjusted = [null, ...holm(pValues)];
  for (const [place, variant] of variants.entries()) {
    const found = metric(figures, variant, name, scored);
    const expected = momentsOf(valuesByUnit(measured, variant));
    expect(found.units, `${name} of ${variant}`).toBe(expected.units);
    expect(found.mean ?? 0).toBeCloseTo(expected.mean, 9);
    const comparison = variant === 'current' ? null : alwaysValid(reference, expected);
    expect(found.comparison === null, `${name} of ${variant} is compared`).toBe(comparison === null);
    if (!comparison || !found.comparison) continue;
    expect(found.comparison.difference).toBeCloseTo(comparison.difference, 9);
    expect(found.comparison.low).toBeCloseTo(comparison.low, 6);
    expect(found.comparison.high).toBeCloseTo(comparison.high, 6);
    expect(found.comparison.pValue).toBeCloseTo(comparison.pValue, 9);
    expect(found.comparison.adjustedPValue).toBeCloseTo(adjusted[place] ?? Number.NaN, 9);
  }
}

const exposures = fc.array(
  fc.record({
    variant: fc.constantFrom(...variants),
    // Few keys, so that units come back, also under other variants and other weights; and runs without a key.
    key: fc.option(fc.integer({ min: 0, max: 25 }).map((key) => `user-${key}`)),
    status: fc.constantFrom('RUNNING', 'COMPLETED', 'COMPLETED', 'FAILED'),
    durationMs: fc.option(fc.integer({ min: 0, max: 5 })),
    cost: fc.option(fc.constantFrom('0.1', '0.2', '0.000000000001')),
    allocation: fc.integer({ min: 0, max: 2 }),
    score: fc.option(fc.constantFrom(0, 0.1, 0.2, -3)),
  }),
  { maxLength: 60 },
);

test('what is counted and measured is what a naive count of the rows gives', async () => {
  await fc.assert(
    fc.asyncProperty(exposures, async (given) => {
      const live = await givenLiveExperiment(scope, { variants, weights: { current: 1, candidate: 1, other: 1 } });
      await live.choose({ weights: { current: 8, candidate: 1, other: 1 } });
      await live.choose({ strategy: 'CUSTOM', weights: null });
      const stored = await live.expose(
        ...given.map(({ score, ...each }) => ({
          ...(each as GivenExposure),
          scores: score === null ? undefined : { resolved: score },
        })),
      );
      const rows = given.map((each, place) => {
        const { functionRunId = '' } = stored[place] ?? {};
        return { ...each, functionRunId, unit: each.key ?? functionRunId };
      });

      const counts = await exposureCounts(scope, [live.id]);
      for (const variant of variants) {
        const own = rows.filter((row) => row.variant === variant);
        const counted = counts.find((each) => each.variant === variant);
        expect(counted?.exposures ?? 0).toBe(own.length);
        expect(counted?.units ?? 0).toBe(new Set(own.map(({ unit }) => unit)).size);
        expect(counted?.completed ?? 0).toBe(own.filter(({ status }) => status === 'COMPLETED').length);
        expect(counted?.failed ?? 0).toBe(own.filter(({ status }) => status === 'FAILED').length);
      }

      const firsts = [...new Set(rows.map(({ unit }) => unit))].flatMap((unit) => rows.find((row) => row.unit === unit) ?? []);
      const weighted = firsts.filter(({ allocation }) => allocation < 2);
      const countsOf = (allocation: number) =>
        variants.map((variant) => weighted.filter((row) => row.allocation === allocation && row.variant === variant).length);
      const ratio = sampleRatio([
        { counts: countsOf(0), weights: [1, 1, 1] },
        { counts: countsOf(1), weights: [8, 1, 1] },
      ]);
      const shares = (await liveShares(scope, [live.id])).get(live.id);
      expect(shares?.units).toBe(firsts.length);
      expect(shares?.sampleRatio === null).toBe(ratio === null);
      expect(shares?.sampleRatio?.pValue ?? 1).toBeCloseTo(ratio?.pValue ?? 1, 9);
      expect(shares?.sampleRatio?.mismatch ?? false).toBe(ratio?.mismatch ?? false);
      const shared = ratio ? weighted : firsts;
      for (const [place, variant] of variants.entries()) {
        const share = shares?.shares.get(variant);
        const expected = shared.filter((row) => row.variant === variant).length / Math.max(1, shared.length);
        expect(share?.share ?? 0).toBeCloseTo(expected, 9);
        expect(share?.expectedShare ?? 0).toBeCloseTo(ratio?.expectedShares[place] ?? 0, 9);
      }

      const figures = await figuresOf(live);
      const ended = rows.filter(({ status }) => status !== 'RUNNING');
      const measuredBy = (of: typeof rows, value: (row: (typeof rows)[number]) => number | null): Measured[] =>
        of.flatMap((row) => {
          const measured = value(row);
          return measured === null ? [] : [{ variant: row.variant, unit: row.unit, value: measured }];
        });
      expectMetric(
        figures,
        'errors',
        measuredBy(ended, ({ status }) => Number(status === 'FAILED')),
      );
      expectMetric(
        figures,
        'durationMs',
        measuredBy(
          ended.filter(({ status }) => status === 'COMPLETED'),
          (row) => row.durationMs,
        ),
      );
      expectMetric(
        figures,
        'cost',
        measuredBy(ended, ({ cost }) => (cost === null ? null : Number(cost))),
      );
      const scores = measuredBy(rows, ({ score }) => score);
      if (scores.length > 0) expectMetric(figures, 'resolved', scores, true);
      else expect(figures.filter(({ scored }) => scored)).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

test('of many different values, mean and variance are exact, and the interval is that of the values one by one', async () => {
  const live = await givenLiveExperiment(scope);
  // 500 values from 0 to some 60,000, most of them small.
  const durations = Array.from({ length: 500 }, (_, place) => Math.round(Math.exp(11 * ((place * 0.618034) % 1))));
  await live.expose(...durations.map((durationMs) => ({ variant: 'current', durationMs })));
  const found = metric(await figuresOf(live), 'current', 'durationMs');
  expect(found.groups.length).toBeLessThanOrEqual(32);
  const { variance } = momentsOf(durations);
  expect(found.units).toBe(500);
  expect(found.mean).toBeCloseTo(meanOf(durations), 9);
  expect(momentsOfGroups(found.groups).variance / variance).toBeCloseTo(1, 12);
  const [interval] = await metricIntervals([found]);
  const expected = meanInterval(Float64Array.from(durations).sort(), 'another seed');
  if (!interval || !expected) throw new Error('500 values are enough for an interval.');
  const width = expected.high - expected.low;
  expect(Math.abs(interval.low - expected.low) / width).toBeLessThan(0.04);
  expect(Math.abs(interval.high - expected.high) / width).toBeLessThan(0.04);
  expect(await metricIntervals([found, found])).toEqual([interval, interval]);
});

test('less is better of errors, time and money, and more of scores', async () => {
  const live = await givenLiveExperiment(scope);
  const half = (variant: string, { slower = 0, better = 0 }): GivenExposure[] =>
    Array.from({ length: 400 }, (_, place) => ({
      variant,
      durationMs: 100 + slower + (place % 7),
      status: variant === 'candidate' && place % 3 === 0 ? 'FAILED' : 'COMPLETED',
      scores: { resolved: better + (place % 5) },
    }));
  await live.expose(...half('current', { slower: 100 }), ...half('candidate', { better: 1 }));
  const figures = await figuresOf(live);
  expect(metric(figures, 'candidate', 'errors').comparison?.verdict).toBe('REGRESSED');
  expect(metric(figures, 'candidate', 'durationMs').comparison?.verdict).toBe('IMPROVED');
  expect(metric(figures, 'candidate', 'resolved', true).comparison?.verdict).toBe('IMPROVED');
  expect(metric(figures, 'candidate', 'cost')).toMatchObject({ units: 0, mean: null, comparison: null });
  expect(figures.filter(({ variant }) => variant === 'current').map(({ comparison }) => comparison)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('some live experiments are looked at with as many statements as one, each for itself', async () => {
  const both = [await givenLiveExperiment(scope), await givenLiveExperiment(scope)];
  for (const [place, live] of both.entries()) {
    await live.expose(...Array.from({ length: 10 + place }, () => ({ variant: 'current', durationMs: 100 * place })));
  }
  const rows = await Promise.all(both.map(({ id }) => liveVariants(scope.db, scope, [id])));
  database.takeStatements();
  const figures = await liveFigures(scope, rows);
  expect(database.takeStatements()).toHaveLength(1);
  expect(figures.map((own) => metric(own, 'current', 'durationMs'))).toMatchObject([
    { units: 10, mean: 0 },
    { units: 11, mean: 100 },
  ]);
});
