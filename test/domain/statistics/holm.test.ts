import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holm } from '../../../src/domain/statistics/holm.js';

/** The closed test that Holm's procedure shortens: the worst that Bonferroni gives in any family that the p-value is part of. */
function naiveHolm(pValues: number[]): number[] {
  const families = Array.from({ length: 2 ** pValues.length }, (_, members) =>
    pValues.flatMap((_pValue, place) => ((members >> place) & 1 ? [place] : [])),
  );
  const bonferroni = (family: number[]): number =>
    Math.min(1, family.length * Math.min(...family.map((place) => pValues[place] ?? Number.NaN)));
  return pValues.map((_, place) => Math.max(...families.filter((family) => family.includes(place)).map(bonferroni)));
}

const pValue = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0.01, 0.02, 0.5, 1));

test('the adjusted p-values are those of the closed test', () => {
  fc.assert(
    fc.property(fc.array(pValue, { maxLength: 8 }), (pValues) => {
      expect(holm(pValues)).toEqual(naiveHolm(pValues));
    }),
  );
});

// R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")
test('the adjusted p-values are those of R', () => {
  const adjusted = holm([0.03, 0.01, 0.05, 0.04, 0.02]);
  expect(adjusted.map((value) => value?.toFixed(12))).toEqual([0.09, 0.05, 0.09, 0.09, 0.08].map((value) => value.toFixed(12)));
});

test('pairs without a p-value keep their place and make the family no larger', () => {
  expect(holm([null, 0.02, null, 0.04])).toEqual([null, 0.04, null, 0.04]);
});
