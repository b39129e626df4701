import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combinationsOn, variantsByOverrides } from '../../../src/domain/attribution/combinations.js';
import { costEstimate, meanEstimate, scoreEstimate } from '../../../src/domain/attribution/estimate.js';
import { hypothesisOutcome } from '../../../src/domain/attribution/hypothesis.js';
import { interactionOf } from '../../../src/domain/attribution/interaction.js';
import { stretchesOf } from '../../../src/domain/attribution/path.js';
import type { EvaluatorSnapshot } from '../../../src/domain/evaluation/evaluator.js';
import { placesInAll } from '../../../src/domain/regression/common-evaluators.js';
import { type TreeVariant, VariantTree } from '../../../src/domain/variants/tree.js';
import type { Json, JsonObject } from '../../../src/json.js';

/** A score on a fine grid, or none. */
const score = fc.option(
  fc.integer({ min: 0, max: 1_000_000_000 }).map((units) => units / 1e9),
  { freq: 8 },
);

describe('the interaction of two changes', () => {
  const rows = fc.array(fc.tuple(score, score, score, score), { maxLength: 40 });
  const columns = (list: (number | null)[][]) => {
    const column = (place: number) => Float64Array.from(list, (row) => row[place] ?? Number.NaN);
    return { root: column(0), one: column(1), other: column(2), together: column(3) };
  };

  test('is the mean over the items that all four runs scored of what is beyond both changes apart', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const found = interactionOf(columns(list), 'a seed');
        const whole = list.flatMap((row) => {
          const [root, one, other, together] = row;
          if (root === null || one === null || other === null || together === null) return [];
          return [{ expected: one - root + (other - root), actual: together - root }];
        });
        if (whole.length === 0) {
          expect(found).toBeNull();
          return;
        }
        const mean = (of: (row: { expected: number; actual: number }) => number) =>
          whole.reduce((sum, row) => sum + of(row), 0) / whole.length;
        expect(found?.expected).toBeCloseTo(
          mean(({ expected }) => expected),
          8,
        );
        expect(found?.actual).toBeCloseTo(
          mean(({ actual }) => actual),
          8,
        );
        expect(found?.difference.value).toBeCloseTo(
          mean(({ expected, actual }) => actual - expected),
          8,
        );
        expect(found?.difference.items).toBe(whole.length);
        const { confidenceLow: low = null, confidenceHigh: high = null } = found?.difference ?? {};
        expect(found?.addsUp).toBe(low === null || high === null ? null : low <= 0 && 0 <= high);
      }),
      { numRuns: 25 },
    );
  });

  test('is the same with the two changes exchanged', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { one, other, ...ends } = columns(list);
        expect(interactionOf({ ...ends, one: other, other: one }, 'a seed')).toEqual(
          interactionOf({ ...ends, one, other }, 'a seed'),
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe('an estimate', () => {
  test('of the steps of a path adds up to that of the whole, but for the ninth decimal of each', () => {
    const paths = fc.integer({ min: 1, max: 12 }).chain((items) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: items, maxLength: items }), {
        minLength: 2,
        maxLength: 6,
      }),
    );
    const between = (before: number[], now: number[]) =>
      scoreEstimate({ deltas: Int32Array.from(now, (units, item) => units - (before[item] ?? 0)) }, 'a seed')?.value ?? 0;
    fc.assert(
      fc.property(paths, (path) => {
        const steps = path.slice(1).map((scores, place) => between(path[place] ?? [], scores));
        const whole = between(path[0] ?? [], path.at(-1) ?? []);
        expect(Math.abs(steps.reduce((sum, step) => sum + step, 0) - whole)).toBeLessThanOrEqual(
          0.5e-9 * (steps.length + 1) + 1e-12,
        );
      }),
      { numRuns: 25 },
    );
  });

  test('of costs is exact to the last decimal that is stored, beyond what a double holds', () => {
    const largest = Float64Array.from({ length: 3 }, () => 9_000_000_000_000_001);
    expect(costEstimate(largest, 'a seed')).toEqual({
      value: '9000.000000000001',
      confidenceLow: null,
      confidenceHigh: null,
      items: 3,
    });
    expect(costEstimate(Float64Array.of(-2, -1), 'a seed')?.value).toBe('-0.000000000002');
    expect(costEstimate(Float64Array.of(-1, 1), 'a seed')?.value).toBe('0');
  });

  test('is the same with the other sign when the runs are exchanged', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 20 }), (list) => {
        const there = meanEstimate(Float64Array.from(list).sort(), 1000, 'a seed');
        const back = meanEstimate(Float64Array.from(list, (delta) => 0 - delta).sort(), 1000, 'a seed');
        const negated = (value: number | null = null) => (value === null ? null : 0 - value);
        expect(back).toEqual({
          value: negated(there?.value),
          confidenceLow: negated(there?.confidenceHigh),
          confidenceHigh: negated(there?.confidenceLow),
          items: list.length,
        });
      }),
      { numRuns: 25 },
    );
  });

  test('is none over no items', () => {
    const none = new Float64Array();
    expect([
      meanEstimate(none, 1, ''),
      costEstimate(none, ''),
      interactionOf({ root: none, one: none, other: none, together: none }, ''),
    ]).toEqual([null, null, null]);
  });
});

test('a path is split at the variants that were measured, and every variant on it is introduced once, in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (between) => {
      const path = [true, ...between, true].map((measured, place) => ({ measured, place }));
      const stretches = stretchesOf(path, ({ measured }) => measured);
      expect(stretches.flatMap(({ introduced }) => introduced)).toEqual(path.slice(1));
      expect([path[0], ...stretches.map(({ variant }) => variant)]).toEqual(path.filter(({ measured }) => measured));
      for (const [place, { against, variant, introduced }] of stretches.entries()) {
        expect(introduced.at(-1)).toBe(variant);
        expect(against).toBe(stretches[place - 1]?.variant ?? path[0]);
      }
    }),
  );
  expect(stretchesOf([{ id: 'a root' }], () => true)).toEqual([]);
});

describe('what was tried apart and together', () => {
  type Branch = [name: string, parent: string, parameter: string, value: Json];
  const start: JsonObject = { model: 'small', temperature: 1, stop: { words: ['a'], limit: 3 } };
  const noContent = { configuration: null, parentId: null, overrideStep: null, overrideParameter: null, overrideValue: null };

  /** By hand, of a path: what is added to which variant, who has it alone, and what they make together. */
  function combinationsOf(
    branches: Branch[],
    path: string[],
    measured = ['root', ...branches.map(([name]) => name)],
    root = start,
  ) {
    const taskType: TreeVariant['taskType'] = root === start ? 'LLM' : 'WEBHOOK';
    const children = branches.map(([id, parentId, name, overrideValue]) => {
      const [overrideParameter = '', overrideStep = null] = name.split(' of ');
      return { ...noContent, id, taskType, parentId, overrideStep, overrideParameter, overrideValue };
    });
    const variants = [{ ...noContent, id: 'root', taskType, configuration: root }, ...children];
    const tree = new VariantTree<TreeVariant>(variants);
    const isMeasured = ({ id }: TreeVariant) => measured.includes(id);
    const stretches = stretchesOf(
      path.map((id) => tree.get(id)),
      isMeasured,
    );
    const having = variantsByOverrides(tree, tree.variants.filter(isMeasured));
    return combinationsOn(tree, stretches, (overrides) => having(overrides)[0]).map(
      ({ without, alone, together }) => `${without.id} + ${alone.id} = ${together.id}`,
    );
  }

  test('an override that another variant has alone', () => {
    const branches: Branch[] = [
      ['a', 'root', 'temperature', 0],
      ['b', 'a', 'model', 'large'],
      ['c', 'b', 'top_p', 0.5],
      ['large', 'root', 'model', 'large'],
      ['p', 'root', 'top_p', 0.5],
      ['twin', 'root', 'top_p', 0.5],
    ];
    expect(combinationsOf(branches, ['root', 'a', 'b', 'c'])).toEqual(['a + large = b', 'b + p = c']);
    expect(combinationsOf(branches, ['root', 'a', 'b', 'c'], ['root', 'a', 'b', 'c', 'twin'])).toEqual(['b + twin = c']);
    // With b not measured, two overrides came at once.
    expect(combinationsOf(branches, ['root', 'a', 'b', 'c'], ['root', 'a', 'c', 'large', 'p'])).toEqual([]);
  });

  test('the same parameter of two steps is two overrides', () => {
    const branches: Branch[] = [
      ['a', 'root', 'model of writer', 'large'],
      ['b', 'a', 'model of critic', 'large'],
      ['critic', 'root', 'model of critic', 'large'],
    ];
    const steps: JsonObject = { writer: { model: 'small' }, critic: { model: 'small' } };
    expect(combinationsOf(branches, ['root', 'a', 'b'], undefined, steps)).toEqual(['a + critic = b']);
  });

  test('equal values are equal whatever the order of their keys', () => {
    const branches: Branch[] = [
      ['a', 'root', 'temperature', 0],
      ['b', 'a', 'stop', { words: ['b'], limit: 3 }],
      ['alone', 'root', 'stop', { limit: 3, words: ['b'] }],
    ];
    expect(combinationsOf(branches, ['root', 'a', 'b'])).toEqual(['a + alone = b']);
  });

  test('nothing where the override replaces an earlier one, or the earlier ones come to nothing', () => {
    const branches: Branch[] = [
      ['a', 'root', 'temperature', 0],
      ['b', 'a', 'temperature', 0.5],
      ['half', 'root', 'temperature', 0.5],
      ['back', 'a', 'temperature', 1],
      ['d', 'back', 'model', 'large'],
      ['large', 'root', 'model', 'large'],
    ];
    expect(combinationsOf(branches, ['root', 'a', 'b'])).toEqual([]);
    expect(combinationsOf(branches, ['root', 'a', 'back', 'd'])).toEqual([]);
  });
});

test('evaluators that all of some lists have are found where each list has them', () => {
  const named = (name: string, threshold = 1): EvaluatorSnapshot => ({
    id: name,
    name,
    kind: 'EXACT_MATCH',
    configuration: {},
    threshold,
    plan: null,
  });
  const lists = [
    [named('a'), named('b'), named('c')],
    [named('c'), named('a'), named('b', 0.5)],
    [named('d'), named('a'), named('b'), named('c')],
  ];
  expect(placesInAll(lists)).toEqual([
    [0, 2],
    [1, 0],
    [1, 3],
  ]);
  expect(placesInAll([])).toEqual([]);
  expect(placesInAll([[named('a')], []])).toEqual([[], []]);
});

test.each([
  ['IMPROVED', 'IMPROVED', 'CONFIRMED'],
  ['IMPROVED', 'NO_DIFFERENCE', 'REFUTED'],
  ['IMPROVED', 'REGRESSED', 'REFUTED'],
  ['IMPROVED', 'INCONCLUSIVE', 'UNDECIDED'],
  ['NOT_REGRESSED', 'IMPROVED', 'CONFIRMED'],
  ['NOT_REGRESSED', 'NO_DIFFERENCE', 'CONFIRMED'],
  ['NOT_REGRESSED', 'REGRESSED', 'REFUTED'],
  ['NOT_REGRESSED', 'INCONCLUSIVE', 'UNDECIDED'],
] as const)('expected to be %s and found %s: %s', (expectation, verdict, outcome) => {
  expect(hypothesisOutcome(expectation, verdict)).toBe(outcome);
});
