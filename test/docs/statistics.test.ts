import { expect, test } from 'vitest';
import { holm } from '../../src/domain/statistics/holm.js';
import { mcnemar } from '../../src/domain/statistics/mcnemar.js';
import { pairedStatistics } from '../../src/domain/statistics/paired.js';
import { rateDifference } from '../../src/domain/statistics/paired-rates.js';
import { detectableDifference } from '../../src/domain/statistics/power.js';
import { wilsonRate } from '../../src/domain/statistics/wilson.js';
import { section, tableRows } from './pages.js';

const verdicts = section('statistics.md', 'Verdict');
const methods = section('statistics.md', 'Methods');

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

function shown(value: number | null, decimals: number): string {
  return value === null ? 'none' : value.toFixed(decimals).replace('-', '−');
}
