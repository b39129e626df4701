import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ItemVector, itemState } from '../../../src/domain/comparison/run-vector.js';
import {
  classifiedItems,
  classify,
  type ClassifiedItem,
  type RegressionClass,
  regressionClasses,
  summarize,
} from '../../../src/domain/regression/classification.js';
import {
  type Exclusion,
  exclusionAt,
  type ItemChange,
  itemChanges,
  type PairedItems,
  pairItems,
} from '../../../src/domain/regression/paired-items.js';

const seedThreshold = 0.05;

/** One item in one run: a score, an error (which scores 0), an output without a score, or no result. */
type Cell = number | 'error' | 'unscored' | 'missing';

function vectorOf(cells: readonly Cell[]): ItemVector {
  return {
    items: cells.length,
    answers: new Uint32Array(cells.length * 2),
    states: Uint8Array.from(cells, (cell) =>
      cell === 'missing' ? itemState.missing : cell === 'error' ? itemState.errored : itemState.answered,
    ),
    scores: Float64Array.from(cells, scoreOf),
    passed: Int8Array.from(cells, (cell) => (Number.isNaN(scoreOf(cell)) ? -1 : Number(scoreOf(cell) >= 0.5))),
  };
}

function scoreOf(cell: Cell): number {
  return typeof cell === 'number' ? cell : cell === 'error' ? 0 : Number.NaN;
}

/** Pairs two runs over one dataset version. */
function paired(baseline: readonly Cell[], current: readonly Cell[]): PairedItems {
  return pairItems(
    baseline.length,
    { items: vectorOf(baseline), positions: null },
    { items: vectorOf(current), positions: null },
  );
}

const all = { classification: null, change: null };

/** Every page of a list, one after the other. */
function paged(pairs: PairedItems, threshold: number, filter: Parameters<typeof classifiedItems>[2], size: number) {
  const pages: ClassifiedItem[] = [];
  for (let after: number | null = null; ; ) {
    const page = classifiedItems(pairs, threshold, filter, size, after);
    pages.push(...page);
    const last = page.at(-1);
    if (!last) return pages;
    after = last.place;
  }
}

describe('the table of the classes', () => {
  test.each([
    [0.06, 'IMPROVED'],
    [0.050000001, 'IMPROVED'],
    [0.05, 'UNCHANGED'],
    [0, 'UNCHANGED'],
    [-0.05, 'UNCHANGED'],
    [-0.050000001, 'REGRESSED'],
    [-0.5, 'REGRESSED'],
  ] as const)('a delta of %d is %s at a threshold of 0.05', (delta, expected) => {
    expect(classify(delta, seedThreshold)).toBe(expected);
  });

  test('an item that fell from 0.90 to 0.40 has regressed by 0.50', () => {
    const [item] = classifiedItems(paired([0.9], [0.4]), seedThreshold, all, 1, null);
    expect(item).toMatchObject({ baselineScore: 0.9, currentScore: 0.4, delta: -0.5, classification: 'REGRESSED' });
  });

  test('a delta of exactly the threshold is no change, though the difference of the doubles is above it', () => {
    expect(0.75 - 0.7).toBeGreaterThan(0.05);
    const pairs = paired([0.7, 0.75, 0.1, 0.15], [0.75, 0.7, 0.15, 0.1]);
    expect(summarize(pairs, seedThreshold)).toMatchObject({ improved: 0, regressed: 0, unchanged: 4 });
  });

  test('with a threshold of 0, whatever differs has changed', () => {
    expect(summarize(paired([0.5, 0.5, 0.5], [0.500000001, 0.5, 0.499999999]), 0)).toMatchObject({
      improved: 1,
      regressed: 1,
      unchanged: 1,
    });
  });
});

test('twelve items with the means 0.725 and 0.810 have a mean delta of 0.085 and a net delta of 1.02', () => {
  const baseline = [0.9, 0.8, 0.9, 0.7, 0.7, 0.7, 0.6, 0.6, 0.7, 0.7, 0.7, 0.7];
  const current = [0.4, 0.7, 0.8, 0.72, 0.7, 0.7, 0.9, 0.9, 1, 0.95, 0.95, 1];
  expect(summarize(paired(baseline, current), seedThreshold)).toEqual({
    comparedItems: 12,
    improved: 6,
    regressed: 3,
    unchanged: 3,
    baselineMean: 0.725,
    currentMean: 0.81,
    meanDelta: 0.085,
    netDelta: 1.02,
    newlyFailing: 0,
    newlyWorking: 0,
  });
});

test('an error counts 0, and is told from an answer that is merely wrong', () => {
  const pairs = paired([1, 'error', 'error', 1, 0], ['error', 1, 'error', 0, 'error']);
  expect(summarize(pairs, seedThreshold)).toMatchObject({
    comparedItems: 5,
    regressed: 2,
    improved: 1,
    unchanged: 2,
    newlyFailing: 2,
    newlyWorking: 1,
  });
  const failing = classifiedItems(pairs, seedThreshold, { classification: null, change: 'NEWLY_FAILING' }, 10, null);
  expect(failing.map(({ row, classification }) => [row, classification])).toEqual([
    [0, 'REGRESSED'],
    [4, 'UNCHANGED'],
  ]);
});

test('without anything to compare, counts are 0 and means unknown', () => {
  expect(summarize(paired([], []), seedThreshold)).toEqual({
    comparedItems: 0,
    improved: 0,
    regressed: 0,
    unchanged: 0,
    baselineMean: null,
    currentMean: null,
    meanDelta: null,
    netDelta: null,
    newlyFailing: 0,
    newlyWorking: 0,
  });
});

const score = fc.oneof(
  fc.constantFrom(0, 0.05, 0.1, 0.7, 0.75, 1),
  fc.integer({ min: 0, max: 1_000_000_000 }).map((billionths) => billionths / 1e9),
);
const cell: fc.Arbitrary<Cell> = fc.oneof({ weight: 5, arbitrary: score }, fc.constantFrom('error', 'unscored', 'missing'));
const runs = fc.array(fc.record({ before: cell, now: cell }), { maxLength: 40 });
const threshold = fc.constantFrom(0, 0.05, 0.1, 1);

/** What the rules say, told item by item, in decimal digits. */
function reference(given: readonly { before: Cell; now: Cell }[], limit: number): Omit<ClassifiedItem, 'place'>[] {
  const compared = given.flatMap(({ before, now }, row) => {
    const [from, to] = [scoreOf(before), scoreOf(now)];
    if (Number.isNaN(from) || Number.isNaN(to)) return [];
    const delta = Number((to - from).toFixed(9));
    const classification: RegressionClass = delta > limit ? 'IMPROVED' : delta < -limit ? 'REGRESSED' : 'UNCHANGED';
    const [failedBefore, failsNow] = [before === 'error', now === 'error'];
    const change: ItemChange | null = failedBefore === failsNow ? null : failsNow ? 'NEWLY_FAILING' : 'NEWLY_WORKING';
    return [{ row, baselineScore: from, currentScore: to, delta, classification, change }];
  });
  return compared.sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || a.row - b.row);
}

/** 0 has no sign. */
const signless = (delta: number) => delta + 0;

/** All of an item but its place in the order, which the order of a list shows. */
function shown({ row, baselineScore, currentScore, delta, classification, change }: Omit<ClassifiedItem, 'place'>) {
  return { row, baselineScore, currentScore, delta: signless(delta), classification, change };
}

test('counts, means and sums are those of a reference that goes item by item', () => {
  fc.assert(
    fc.property(runs, threshold, (given, limit) => {
      const expected = reference(given, limit);
      const summary = summarize(
        paired(
          given.map(({ before }) => before),
          given.map(({ now }) => now),
        ),
        limit,
      );
      const counted = (name: string) =>
        expected.filter(({ classification, change }) => classification === name || change === name).length;
      expect(summary).toMatchObject({
        comparedItems: expected.length,
        improved: counted('IMPROVED'),
        regressed: counted('REGRESSED'),
        unchanged: counted('UNCHANGED'),
        newlyFailing: counted('NEWLY_FAILING'),
        newlyWorking: counted('NEWLY_WORKING'),
      });
      const sum = expected.reduce((total, { delta }) => total + delta, 0);
      if (expected.length === 0) expect(summary.netDelta).toBeNull();
      else {
        expect(summary.netDelta).toBeCloseTo(sum, 9);
        expect(summary.meanDelta).toBeCloseTo(sum / expected.length, 8);
      }
    }),
  );
});

test('pages of any size cover the items that fit, each once, the largest change first', () => {
  const filters = fc.record({
    classification: fc.constantFrom(null, ...regressionClasses),
    change: fc.constantFrom(null, ...itemChanges),
  });
  fc.assert(
    fc.property(runs, threshold, filters, fc.integer({ min: 1, max: 7 }), (given, limit, filter, size) => {
      const pairs = paired(
        given.map(({ before }) => before),
        given.map(({ now }) => now),
      );
      const expected = reference(given, limit).filter(
        ({ classification, change }) =>
          (filter.classification === null || classification === filter.classification) &&
          (filter.change === null || change === filter.change),
      );
      expect(paged(pairs, limit, filter, size).map(shown)).toEqual(expected.map(shown));
    }),
  );
});

test('a run against another is the other against it, with every sign turned', () => {
  fc.assert(
    fc.property(runs, threshold, (given, limit) => {
      const [before, now] = [given.map((item) => item.before), given.map((item) => item.now)];
      const [there, back] = [summarize(paired(before, now), limit), summarize(paired(now, before), limit)];
      expect(back).toMatchObject({
        improved: there.regressed,
        regressed: there.improved,
        unchanged: there.unchanged,
        newlyFailing: there.newlyWorking,
        newlyWorking: there.newlyFailing,
        baselineMean: there.currentMean,
        currentMean: there.baselineMean,
      });
      expect(signless(back.netDelta ?? 0)).toBe(signless(-(there.netDelta ?? 0)));
      expect(signless(back.meanDelta ?? 0)).toBe(signless(-(there.meanDelta ?? 0)));
    }),
  );
});

/** A row of two dataset versions: the item is in both, in one of them, or in both with another content. */
interface Entry {
  kind: 'both' | 'added' | 'removed' | 'changed';
  before: Cell;
  now: Cell;
}

test('every item is compared, or left out for the one reason that a reference gives', () => {
  const entries: fc.Arbitrary<Entry[]> = fc.array(
    fc.record({ kind: fc.constantFrom('both', 'both', 'added', 'removed', 'changed'), before: cell, now: cell }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(entries, (given) => {
      const inBaseline = given.filter(({ kind }) => kind !== 'added');
      const inCurrent = given.filter(({ kind }) => kind !== 'removed');
      // The rows: the current version's items in its order, then those that only the baseline's has.
      const onlyBaseline = inBaseline.filter(({ kind }) => kind !== 'both');
      const rows = [
        ...inCurrent.map((entry) => ({ entry, current: true })),
        ...onlyBaseline.map((entry) => ({ entry, current: false })),
      ];
      const isIn = (entry: Entry, current: boolean, side: 'baseline' | 'current') =>
        side === 'current' ? current : entry.kind === 'both' || !current;
      const positions = (side: 'baseline' | 'current') =>
        Int32Array.from(rows, ({ entry, current }) =>
          isIn(entry, current, side) ? (side === 'current' ? inCurrent : inBaseline).indexOf(entry) : -1,
        );
      const formerRows = new Map(
        given
          .filter(({ kind }) => kind === 'changed')
          .map((entry) => [inCurrent.indexOf(entry), inCurrent.length + onlyBaseline.indexOf(entry)]),
      );
      const pairs = pairItems(
        rows.length,
        { items: vectorOf(inBaseline.map(({ before }) => before)), positions: positions('baseline') },
        { items: vectorOf(inCurrent.map(({ now }) => now)), positions: positions('current') },
        formerRows,
      );

      const expected = rows.flatMap(({ entry, current }, row): Exclusion[] => {
        const { kind, before, now } = entry;
        if (kind === 'added') return [{ row, reason: 'ADDED', side: 'BASELINE', formerRow: null }];
        if (kind === 'removed') return [{ row, reason: 'REMOVED', side: 'CURRENT', formerRow: null }];
        if (kind === 'changed')
          return current ? [{ row, reason: 'CHANGED_INPUT', side: 'BOTH', formerRow: formerRows.get(row) ?? null }] : [];
        for (const [reason, lacks] of [
          ['NOT_FINISHED', (value: Cell) => value === 'missing'],
          ['UNSCORED', (value: Cell) => Number.isNaN(scoreOf(value))],
        ] as const) {
          const side = lacks(before) ? (lacks(now) ? 'BOTH' : 'BASELINE') : lacks(now) ? 'CURRENT' : null;
          if (side) return [{ row, reason, side, formerRow: null }];
        }
        return [];
      });
      const excluded = Array.from(pairs.excluded.rows, (_, place) => exclusionAt(pairs, place));
      expect(excluded).toEqual(expected);
      const former = new Set(formerRows.values());
      const rest = rows.flatMap((_, row) => (expected.some((one) => one.row === row) || former.has(row) ? [] : row));
      expect([...pairs.rows]).toEqual(rest);
    }),
  );
});
