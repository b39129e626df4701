import type { Sight } from './matrix-rows.js';
import { placeOfSuccessor, type VariantRun } from './runs.js';

/** An item and where its row stands in a list. */
export interface Standing {
  itemId: string;
  position: number;
}

/** What was read of a list before it is shown in the stead of another. */
export interface Places {
  /** How many rows it has. */
  count: number;
  /** Where rows of the former list stood, and stand now; null where they are not in the list any more. */
  selected: { from: Standing; to: number | null } | null;
  top: { from: Standing; to: number | null } | null;
}

/** What is on screen of a list. */
export interface OnScreen {
  sight: Sight | null;
  selected: Standing | null;
  runs: readonly VariantRun[];
}

/** How one list takes the place of another, so that whoever reads it keeps the place. */
export interface Arrival {
  count: number;
  /** How many rows further down that stands which is in sight. */
  shift: number;
  /** What is in sight then. */
  sight: Sight | null;
  /** The selected item where it stands now; null where none is, or it is not in the list any more. */
  selected: Standing | null;
  /** Where a row of the former list is selected in this one; null where it is not in it. */
  rowAfter: (former: number) => number | null;
  /** The column of the same variant; null where it has none. */
  columnAfter: (former: number) => number | null;
}

/**
 * How the list of newer runs comes to where the former one was read: the selected row stays where it is if it is in sight, else the
 * top one does. Null where another row is selected than the one whose place was read.
 */
export function arrivalOf(
  { sight, selected, runs }: OnScreen,
  { count, ...places }: Places,
  newer: readonly VariantRun[],
): Arrival | null {
  const asked = places.selected?.from;
  if (asked?.itemId !== selected?.itemId || asked?.position !== selected?.position) return null;
  const to = places.selected?.to ?? null;
  const isInSight = ({ position }: Standing) => sight !== null && position >= sight.first && position <= sight.last;
  const anchor = [places.selected, places.top].find((place) => place && place.to !== null && isInSight(place.from));
  const shift = anchor && anchor.to !== null ? anchor.to - anchor.from.position : 0;
  const within = (position: number) => Math.max(0, Math.min(count - 1, position));
  return {
    count,
    shift,
    sight: sight && count > 0 ? { first: within(sight.first + shift), last: within(sight.last + shift) } : null,
    selected: selected && to !== null ? { itemId: selected.itemId, position: to } : null,
    rowAfter: (former) => {
      if (former === selected?.position) return to;
      return count > 0 ? within(former + shift) : null;
    },
    columnAfter: (former) => {
      const run = runs[former];
      const place = run ? placeOfSuccessor(run, newer) : -1;
      return place === -1 ? null : place;
    },
  };
}
