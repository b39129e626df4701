import { expect, test } from 'vitest';
import { alwaysValid } from '../../src/domain/statistics/always-valid.js';
import { holm } from '../../src/domain/statistics/holm.js';
import { mcnemar } from '../../src/domain/statistics/mcnemar.js';
import { pairedStatistics } from '../../src/domain/statistics/paired.js';
import { rateDifference } from '../../src/domain/statistics/paired-rates.js';
import { detectableDifference } from '../../src/domain/statistics/power.js';
import { sampleRatio } from '../../src/domain/statistics/sample-ratio.js';
import { wilsonRate } from '../../src/domain/statistics/wilson.js';
import { section, tableRows } from './pages.js';

const verdicts = section('statistics.md', 'Verdict');
const methods = section('statistics.md', 'Methods');
const live = section('statistics.md', 'Live experiments');

/** The scores of `5 × 0.90 → 0.40, 1 × 0 → 1`. */
function itemsOf(cell: string): { left: number; right: number }[] {
  return [...cell.matchAll(/(\d+) × ([\d.]+) → ([\d.]+)/g)].flatMap(([, count, left, right]) =>
    Array.from({ length: Number(count) }, () => ({ left: Number(left), right: Number(right) })),
  );
}

test.each(tableRows(verdicts, 'compared items'))('%s: %s, %s, p = %s: %s', (...row) => {
  const items = itemsOf(row[0] ?? '');
  const statistics = pairedStatistics(
    {
      left: Float64Array.from(items, ({ left }) => left),
      right: Float64Array.from(items, ({ right }) => right),
      leftPassed: new Int8Array(items.length).fill(-1),
      rightPassed: new Int8Array(items.length).fill(-1),
    },
    { threshold: 0.05, seed: 'the documentation' },
  );
  const { meanDelta, confidenceLow, confidenceHigh, pValue, verdict, itemsNeeded } = statistics;
  const interval = confidenceLow === null ? 'none' : `${shown(confidenceLow, 2)} to ${shown(confidenceHigh, 2)}`;
  expect([row[0], shown(meanDelta, 2), interval, shown(pValue, 4), verdict, String(itemsNeeded ?? '')]).toEqual(row);
});

test.each(tableRows(methods, 'improved'))('%s improved and %s regressed: p = %s', (...row) => {
  const { improved, regressed, pValue } = mcnemar(Number(row[0]), Number(row[1]));
  expect([String(improved), String(regressed), shown(pValue, 4)]).toEqual(row);
});

test.each(tableRows(methods, 'passed'))('%s of %s passed: %s %%, %s', (...row) => {
  const { rate = null, low = null, high = null } = wilsonRate(Number(row[0]), Number(row[1])) ?? {};
  expect([row[0], row[1], shown(rate, 2), `${shown(low, 2)} to ${shown(high, 2)}`]).toEqual(row);
});

test.each(tableRows(methods, 'judged items'))('of %s judged items %s improved and %s regressed: %s, %s', (...row) => {
  const [items, improved, regressed] = row.map(Number);
  const { value = null, low = null, high = null } = rateDifference(improved ?? 0, regressed ?? 0, items ?? 0) ?? {};
  expect([...row.slice(0, 3), shown(value, 2), `${shown(low, 2)} to ${shown(high, 2)}`]).toEqual(row);
});

test.each(tableRows(methods, 'p-values'))('%s are adjusted to %s', (given, adjusted) => {
  const pValues = given?.split(', ').map(Number) ?? [];
  expect(
    holm(pValues)
      .map((value) => shown(value, 2))
      .join(', '),
  ).toBe(adjusted);
});

test.each(tableRows(methods, 'items'))('%s items show %s, %s or %s', (items, ...differences) => {
  const found = [0.1, 0.3, 0.5].map((sd) => shown(detectableDifference({ items: Number(items), sd }), 3));
  expect(found).toEqual(differences);
});

test.each(tableRows(live, 'units each'))('%s units each, rates of %s: %s, %s, p = %s', (...row) => {
  const [reference, other] = numbersOf(row[1]).map((rate) => ({
    units: Number(row[0]),
    mean: rate,
    variance: rate * (1 - rate),
  }));
  const found = reference && other ? alwaysValid(reference, other) : null;
  const { difference = null, low = null, high = null, pValue = null } = found ?? {};
  expect([...row.slice(0, 2), shown(difference, 2), `${shown(low, 2)} to ${shown(high, 2)}`, shown(pValue, 4)]).toEqual(row);
});

test.each(tableRows(live, 'counts'))('counts of %s by weights of %s: p = %s, a mismatch: %s', (...row) => {
  const found = sampleRatio([{ counts: numbersOf(row[0]), weights: numbersOf(row[1]) }]);
  expect([...row.slice(0, 2), shown(found?.pValue ?? null, 4), found?.mismatch ? 'yes' : 'no']).toEqual(row);
});

function numbersOf(cell: string | undefined): number[] {
  return cell?.split(', ').map(Number) ?? [];
}

function shown(value: number | null, decimals: number): string {
  return value === null ? 'none' : value.toFixed(decimals).replace('-', '−');
}

test('an interval that is always valid is as much wider than one for one look as the page says', () => {
  const wider = (units: number): number => {
    const side = { units, mean: 0.5, variance: 0.25 };
    const { low = Number.NaN, high = Number.NaN } = alwaysValid(side, side) ?? {};
    return (high - low) / 2 / (1.96 * Math.sqrt((2 * side.variance) / units));
  };
  expect([30, 50].map((units) => shown(wider(units), 1))).toEqual(['2.9', '2.4']);
  expect(live).toContain('with 50 it is 2.4 times as wide, with 30\n2.9 times');
  for (const units of [100, 200, 1000, 10_000, 1_000_000]) {
    expect(wider(units)).toBeGreaterThan(1.5);
    expect(wider(units)).toBeLessThan(2);
  }
});
