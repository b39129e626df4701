import { placeOfSuccessor, type VariantRun } from './runs.js';

/** What a run has for the open row, as far as the choice of a pair goes. */
export interface PairSide extends VariantRun {
  state: 'OUTPUT' | 'ERROR' | 'MISSING' | 'UNSTABLE';
  output: unknown;
}

export interface Pair {
  left: string;
  right: string;
}

/**
 * The two runs whose results are shown side by side: the wanted ones as far as the row has them, and else the first two that
 * answered differently; where all agree, the first two that answered. Null where there are no two runs.
 */
export function pairOf(sides: readonly PairSide[], wanted: Partial<Pair>): Pair | null {
  const has = (runId: string | undefined) => sides.some((side) => side.id === runId);
  const left = has(wanted.left) ? wanted.left : undefined;
  const right = has(wanted.right) && wanted.right !== left ? wanted.right : undefined;
  // Those that answered first: a pair of which one is missing has no difference to show.
  const candidates = [...sides.filter(({ state }) => state !== 'MISSING'), ...sides.filter(({ state }) => state === 'MISSING')];
  const pairs = candidates
    .flatMap((one, place) => candidates.slice(place + 1).map((other) => [one, other] as const))
    .flatMap(([one, other]) => (left || right ? [[one, other] as const, [other, one] as const] : [[one, other] as const]))
    .filter(([one, other]) => (!left || one.id === left) && (!right || other.id === right));
  const [one, other] = pairs.find(([one, other]) => differ(one, other)) ?? pairs[0] ?? [];
  return one && other ? { left: one.id, right: other.id } : null;
}

/** The run that stands `step` further on the right-hand side, around the end, without the left-hand one. */
export function nextRight(sides: readonly PairSide[], { left, right }: Pair, step: 1 | -1): string {
  const others = sides.map(({ id }) => id).filter((id) => id !== left);
  return others.at((others.indexOf(right) + step) % others.length) ?? right;
}

/** The pair of other runs that stands for a former one, as far as its variants have runs among them. */
export function pairAfter(pair: Partial<Pair>, former: readonly VariantRun[], runs: readonly VariantRun[]): Partial<Pair> {
  const successor = (runId: string | undefined) => {
    const side = former.find(({ id }) => id === runId);
    return side ? runs[placeOfSuccessor(side, runs)]?.id : runId;
  };
  return { left: successor(pair.left), right: successor(pair.right) };
}

function differ(one: PairSide, other: PairSide): boolean {
  if (one.state === 'MISSING' || other.state === 'MISSING') return false;
  if (one.state === 'UNSTABLE' || other.state === 'UNSTABLE') return true;
  if (one.state === 'ERROR' || other.state === 'ERROR') return one.state !== other.state;
  return JSON.stringify(sorted(one.output)) !== JSON.stringify(sorted(other.output));
}

/** A value with the keys of its objects in one order, so that equal ones are written alike. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, held]) => [key, sorted(held)]),
  );
}
