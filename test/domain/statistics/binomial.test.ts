import jStat from 'jstat';
import { expect, test } from 'vitest';
import { drawBinomial } from '../../../src/domain/statistics/binomial.js';
import { seededRandom } from '../../../src/domain/statistics/random.js';

test.each([
  [1, 0.5],
  [7, 0.3],
  [100, 0.02],
  [100, 0.98],
  [40, 0.26],
  [60, 0.5],
  [1000, 0.4],
  [900, 0.9],
])('of %i trials at %d, as many succeed as the binomial distribution says', (trials, probability) => {
  const random = seededRandom(`${trials} at ${probability}`);
  const draws = 50_000;
  const counts = new Float64Array(trials + 1);
  for (let draw = 0; draw < draws; draw += 1) {
    const successes = drawBinomial(trials, probability, random);
    counts[successes] = (counts[successes] ?? Number.NaN) + 1;
  }
  let seen = 0;
  let expected = 0;
  let farthest = 0;
  for (const [successes, count] of counts.entries()) {
    seen += count / draws;
    expected += jStat.binomial.pdf(successes, trials, probability);
    farthest = Math.max(farthest, Math.abs(seen - expected));
  }
  expect(seen).toBeCloseTo(1, 9);
  // Kolmogorov and Smirnov at 0.1 %, conservative for counts.
  expect(farthest).toBeLessThan(1.95 / Math.sqrt(draws));
});

test('what is impossible does not happen, and what is certain does', () => {
  const random = seededRandom('edges');
  expect([drawBinomial(0, 0.5, random), drawBinomial(9, 0, random), drawBinomial(9, 1, random)]).toEqual([0, 0, 9]);
});
