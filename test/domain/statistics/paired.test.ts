import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PairedScores, pairedStatistics } from '../../../src/domain/statistics/paired.js';
import { type Verdict, verdictOf } from '../../../src/domain/statistics/verdict.js';

interface Item {
  left: number;
  right: number;
  leftPassed: number;
  rightPassed: number;
}

function scoresOf(items: Item[]): PairedScores {
  return {
    left: Float64Array.from(items, ({ left }) => left),
    right: Float64Array.from(items, ({ right }) => right),
    leftPassed: Int8Array.from(items, ({ leftPassed }) => leftPassed),
    rightPassed: Int8Array.from(items, ({ rightPassed }) => rightPassed),
  };
}

function statisticsOf(items: Item[], seed = 'pair') {
  return pairedStatistics(scoresOf(items), { threshold: 0.05, seed });
}

/** Items that go from one score to another, without a verdict of passing. */
function items(count: number, left: number, right: number): Item[] {
  return Array.from({ length: count }, () => ({ left, right, leftPassed: -1, rightPassed: -1 }));
}

const score = fc.oneof(
  fc.integer({ min: 0, max: 20 }).map((steps) => steps / 20),
  fc.integer({ min: 0, max: 1_000_000_000 }).map((units) => units / 1e9),
);
const passed = fc.constantFrom(-1, 0, 1);
const item: fc.Arbitrary<Item> = fc.record({ left: score, right: score, leftPassed: passed, rightPassed: passed });
const someItems = fc.array(item, { maxLength: 40 });

describe('whatever the scores are', () => {
  test('the order of the items changes nothing', () => {
    const shuffled = someItems.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(statisticsOf(other)).toEqual(statisticsOf(list));
      }),
    );
  });

  test('left and right exchanged give the same with the other sign', () => {
    const opposite: Record<Verdict, Verdict> = {
      IMPROVED: 'REGRESSED',
      REGRESSED: 'IMPROVED',
      NO_DIFFERENCE: 'NO_DIFFERENCE',
      INCONCLUSIVE: 'INCONCLUSIVE',
    };
    const negated = (value: number | null): number | null => (value === null ? null : 0 - value);
    fc.assert(
      fc.property(someItems, (list) => {
        const there = statisticsOf(list);
        const back = statisticsOf(
          list.map(({ left, right, leftPassed, rightPassed }) => ({
            left: right,
            right: left,
            leftPassed: rightPassed,
            rightPassed: leftPassed,
          })),
        );
        expect(back).toEqual({
          ...there,
          meanDelta: negated(there.meanDelta),
          confidenceLow: negated(there.confidenceHigh),
          confidenceHigh: negated(there.confidenceLow),
          verdict: opposite[there.verdict],
          mcnemar: there.mcnemar && { ...there.mcnemar, improved: there.mcnemar.regressed, regressed: there.mcnemar.improved },
          passRates: there.passRates && { left: there.passRates.right, right: there.passRates.left },
        });
      }),
    );
  });

  test('the figures are those of a plain count, and fit together', () => {
    fc.assert(
      fc.property(someItems, (list) => {
        const found = statisticsOf(list);
        const mean = list.reduce((sum, { left, right }) => sum + right - left, 0) / list.length;
        expect(found.items).toBe(list.length);
        if (list.length === 0) expect(found).toMatchObject({ meanDelta: null, pValue: null });
        else expect(found.meanDelta).toBeCloseTo(mean, 8);
        if (found.pValue !== null) expect(0 < found.pValue && found.pValue <= 1).toBe(true);

        const interval =
          found.confidenceLow !== null && found.confidenceHigh !== null
            ? { low: found.confidenceLow, high: found.confidenceHigh }
            : null;
        expect(interval !== null).toBe(list.length >= 6);
        expect(found.verdict).toBe(verdictOf(interval, 0.05));
        if (found.verdict !== 'INCONCLUSIVE') expect(found.itemsNeeded).toBeNull();
        if (interval) {
          const deltas = list.map(({ left, right }) => right - left);
          expect(interval.low).toBeLessThanOrEqual(found.meanDelta ?? Number.NaN);
          expect(interval.high).toBeGreaterThanOrEqual(found.meanDelta ?? Number.NaN);
          expect(interval.low).toBeGreaterThan(Math.min(...deltas) - 2e-9);
          expect(interval.high).toBeLessThan(Math.max(...deltas) + 2e-9);
        }

        const judged = list.filter(({ leftPassed, rightPassed }) => leftPassed !== -1 && rightPassed !== -1);
        const count = (is: (item: Item) => boolean): number => judged.filter(is).length;
        if (judged.length === 0) expect(found).toMatchObject({ mcnemar: null, passRates: null });
        else
          expect(found).toMatchObject({
            mcnemar: {
              improved: count(({ leftPassed, rightPassed }) => leftPassed === 0 && rightPassed === 1),
              regressed: count(({ leftPassed, rightPassed }) => leftPassed === 1 && rightPassed === 0),
            },
            passRates: {
              left: { passed: count(({ leftPassed }) => leftPassed === 1), judged: judged.length },
              right: { passed: count(({ rightPassed }) => rightPassed === 1), judged: judged.length },
            },
          });
      }),
    );
  });
});

test('a report read again, with the same seed, has the same figures; another seed draws others', () => {
  const list = Array.from({ length: 60 }, (_, place) => items(1, (place % 7) / 10, (place % 11) / 10)).flat();
  expect(statisticsOf(list, 'report')).toEqual(statisticsOf(list, 'report'));
  expect(statisticsOf(list, 'another').confidenceLow).not.toBe(statisticsOf(list, 'report').confidenceLow);
});

test('items that pass or fail have one p-value, by the sign of the scores and by McNemar', () => {
  const passing = (count: number, left: number, right: number): Item[] =>
    items(count, left, right).map((one) => ({ ...one, leftPassed: left, rightPassed: right }));
  const found = statisticsOf([...passing(900, 1, 1), ...passing(20, 0, 1), ...passing(38, 1, 0)]);
  expect(found.pValue).toBe(found.mcnemar?.pValue);
  expect(found).toMatchObject({ verdict: 'REGRESSED', mcnemar: { improved: 20, regressed: 38 } });
});

describe('the verdict', () => {
  test.each<[string, Item[], Verdict]>([
    ['every item is worse by the same', items(6, 0.9, 0.4), 'REGRESSED'],
    ['every item is better', [...items(6, 0.4, 0.9), ...items(6, 0.5, 0.7)], 'IMPROVED'],
    ['nothing changed', items(20, 0.7, 0.7), 'NO_DIFFERENCE'],
    ['changes are small and go both ways', [...items(20, 0.7, 0.72), ...items(20, 0.72, 0.7)], 'NO_DIFFERENCE'],
    ['changes are large and go both ways', [...items(10, 0.2, 0.8), ...items(9, 0.8, 0.2)], 'INCONCLUSIVE'],
    ['five items are worse', items(5, 0.9, 0.4), 'INCONCLUSIVE'],
    ['there are no items', [], 'INCONCLUSIVE'],
  ])('where %s', (_, list, verdict) => {
    expect(statisticsOf(list).verdict).toBe(verdict);
  });

  test.each<[number, number, Verdict]>([
    [0.001, 0.9, 'IMPROVED'],
    [-0.9, -0.001, 'REGRESSED'],
    [0, 0.05, 'NO_DIFFERENCE'],
    [-0.05, 0.05, 'NO_DIFFERENCE'],
    [-0.05, 0.051, 'INCONCLUSIVE'],
    [-0.051, 0, 'INCONCLUSIVE'],
  ])('from %d to %d', (low, high, verdict) => {
    expect(verdictOf({ low, high }, 0.05)).toBe(verdict);
  });
});

test('five items that got worse alike: one more would decide', () => {
  expect(statisticsOf(items(5, 0.9, 0.4))).toMatchObject({ confidenceLow: null, pValue: 0.0625, itemsNeeded: 1 });
});

test('one item has a delta and nothing more', () => {
  expect(statisticsOf(items(1, 0.9, 0.4))).toMatchObject({
    meanDelta: -0.5,
    confidenceLow: null,
    confidenceHigh: null,
    pValue: 1,
    verdict: 'INCONCLUSIVE',
    itemsNeeded: null,
  });
});

test('sides of different lengths are refused', () => {
  const scores = { ...scoresOf(items(3, 0, 1)), right: new Float64Array(2) };
  expect(() => pairedStatistics(scores, { threshold: 0.05, seed: '' })).toThrow('Paired scores are of 3 and 2 items.');
});
