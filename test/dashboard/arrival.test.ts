import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrival, arrivalOf, type OnScreen, type Places } from '../../src/dashboard/comparison/arrival.js';

function arrivalAt(...of: Parameters<typeof arrivalOf>): Arrival {
  const arrival = arrivalOf(...of);
  if (arrival === null) throw new Error('The places are of another selection.');
  return arrival;
}

const run = (id: string, variant: string) => ({ id, variant: { id: variant } });

/** A list of items, what is in sight of it, what is selected in it, and the same items in part and in another order. */
const reading = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 40 }).chain((former) =>
  fc.record({
    former: fc.constant(former),
    newer: fc.shuffledSubarray(former),
    first: fc.nat(former.length - 1),
    rows: fc.nat(20),
    selected: fc.option(fc.nat(former.length - 1), { nil: null }),
  }),
);

describe('Newer runs come to where the former ones were read', () => {
  test('with the selected row where it was on screen, or else with the top one, as far as the list still has it', () => {
    fc.assert(
      fc.property(reading, ({ former, newer, first, rows, selected }) => {
        const sight = { first, last: Math.min(former.length - 1, first + rows) };
        const standing = (position: number) => ({ itemId: String(former[position]), position });
        const placeOf = (position: number) => {
          const to = newer.indexOf(former[position] ?? -1);
          return { from: standing(position), to: to === -1 ? null : to };
        };
        const places: Places = {
          count: newer.length,
          selected: selected === null ? null : placeOf(selected),
          top: placeOf(first),
        };
        const onScreen = { sight, selected: selected === null ? null : standing(selected), runs: [] };
        const arrival = arrivalAt(onScreen, places, []);

        const inSight = selected !== null && selected >= sight.first && selected <= sight.last;
        const anchors = [...(inSight ? [selected] : []), first].filter((position) => newer.includes(former[position] ?? -1));
        const [anchor] = anchors;
        if (anchor === undefined) expect(arrival.shift).toBe(0);
        else expect(newer[anchor + arrival.shift]).toBe(former[anchor]);
        if (selected !== null) {
          const row = arrival.rowAfter(selected);
          if (row === null) expect(newer).not.toContain(former[selected]);
          else expect(newer[row]).toBe(former[selected]);
          expect(arrival.selected).toEqual(row === null ? null : { itemId: String(former[selected]), position: row });
        } else expect(arrival.selected).toBeNull();
        if (newer.length === 0) expect(arrival.sight).toBeNull();
        else
          for (const position of [arrival.sight?.first, arrival.sight?.last]) {
            expect(position).toBeGreaterThanOrEqual(0);
            expect(position).toBeLessThan(newer.length);
          }
      }),
    );
  });

  test('only by places that were read of the row that is selected now', () => {
    const [one, other] = [
      { itemId: 'one', position: 3 },
      { itemId: 'other', position: 5 },
    ];
    const isTaken = (selected: OnScreen['selected'], from: OnScreen['selected']) =>
      arrivalOf({ sight: null, selected, runs: [] }, { count: 9, selected: from && { from, to: 8 }, top: null }, []) !== null;
    expect([isTaken(one, { ...one }), isTaken(null, null)]).toEqual([true, true]);
    expect([isTaken(other, one), isTaken(null, one), isTaken(one, null)]).toEqual([false, false, false]);
  });

  test('with the column of the same variant chosen, wherever it stands now', () => {
    const runs = [run('a', 'A'), run('b', 'B')];
    const newer = [run('new', 'N'), run('b2', 'B')];
    const { columnAfter } = arrivalAt({ sight: null, selected: null, runs }, { count: 0, selected: null, top: null }, newer);
    expect([0, 1, 2].map(columnAfter)).toEqual([null, 1, null]);
  });
});
