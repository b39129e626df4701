import { expect, test } from 'vitest';
import { experiment } from '../../../src/functions/experiment.js';
import type { Selector } from '../../../src/functions/selection/selector.js';
import { chiSquare, counted } from './counted.js';

const count = 100_000;
const users = Array.from({ length: count }, (_, place) => `user_${place}`);

/** The points that a chi-square exceeds once in 1000 times, where what is counted is independent. */
const rare = { oneDegree: 10.83, fourDegrees: 18.47 };

function chosen(selector: Selector<string>, experimentId: string, variants: readonly string[], runId = 'fnr_1'): string {
  const selection = selector.choose({ runId, experimentId, variants });
  if (selection instanceof Promise) throw new Error('Neither weights nor values wait for anything.');
  return selection.variant;
}

test('1,000,000 keys are split 70/20/10 to within 0.2 points', () => {
  const weights = { a: 70, b: 20, c: 10 };
  const counts = { a: 0, b: 0, c: 0 };
  const variants = Object.keys(weights);
  for (let place = 0; place < 1_000_000; place += 1) {
    const variant = chosen(experiment.bucket(`user_${place}`, { weights }), 'model', variants);
    if (variant in counts) counts[variant as keyof typeof counts] += 1;
  }
  expect(counts.a + counts.b + counts.c).toBe(1_000_000);
  expect(Math.abs(counts.a - 700_000)).toBeLessThan(2_000);
  expect(Math.abs(counts.b - 200_000)).toBeLessThan(2_000);
  expect(Math.abs(counts.c - 100_000)).toBeLessThan(2_000);
});

test.each([
  ['two variants each', ['a', 'b'], rare.oneDegree],
  ['three variants each', ['a', 'b', 'c'], rare.fourDegrees],
])('two experiments split the same users independently: %s', (_, variants, point) => {
  const of = (experimentId: string): string[] => users.map((user) => chosen(experiment.bucket(user), experimentId, variants));
  expect(chiSquare(of('extraction-model'), of('summary-approach'))).toBeLessThan(point);
});

test('a suffix for each experiment, as others need it, still makes two bare choices independent', () => {
  const of = (suffix: string): string[] =>
    users.map((user) => chosen(experiment.bucket(`${user}:${suffix}`, { salt: false }), 'pipeline', ['a', 'b', 'c']));
  expect(chiSquare(of('extraction'), of('summary'))).toBeLessThan(rare.fourDegrees);
});

test('two experiments of one function split its runs independently, each by its weights', () => {
  const of = (experimentId: string, weights: Record<string, number>): string[] =>
    users.map((user) => chosen(experiment.weighted(weights), experimentId, Object.keys(weights), `fnr_${user}`));
  const one = of('extraction-model', { structured: 70, freeform: 30 });
  const other = of('summary-approach', { structured: 50, freeform: 50 });
  expect(Math.abs((counted(one).structured ?? 0) / count - 0.7)).toBeLessThan(0.005);
  expect(chiSquare(one, other)).toBeLessThan(rare.oneDegree);
});
