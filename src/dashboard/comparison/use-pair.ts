import { type RefObject, useEffect } from 'react';
import { type Pair, pairAfter, type PairSide, pairOf } from './pair.js';

/** The pair that was shown last, and what there was to choose from. */
export interface FormerPair {
  itemId: string;
  sides: readonly PairSide[];
  pair: Pair;
}

/**
 * The two runs that are side by side. When newer runs come in the stead of those that were shown, so they do in the pair, chosen or
 * not, which is then told.
 *
 * @param former where it is kept what was shown last.
 */
export function usePair(
  itemId: string,
  sides: readonly PairSide[],
  wanted: Partial<Pair>,
  onPair: (pair: Pair) => void,
  former: RefObject<FormerPair | null>,
): Pair | null {
  const successor = former.current && successorOf(former.current, itemId, sides, wanted);
  const pair = pairOf(sides, successor ?? wanted);
  useEffect(() => {
    // Until what is wanted is what has become of the pair, that is found from the former one.
    if (successor && pair && (pair.left !== wanted.left || pair.right !== wanted.right)) onPair(pair);
    else if (pair) former.current = { itemId, sides, pair };
  });
  return pair;
}

/** What has become of the pair; null where all of its runs are still there. */
function successorOf(
  former: FormerPair,
  itemId: string,
  sides: readonly PairSide[],
  wanted: Partial<Pair>,
): Partial<Pair> | null {
  const shown = former.itemId === itemId ? former.pair : wanted;
  const next = pairAfter(shown, former.sides, sides);
  return next.left === shown.left && next.right === shown.right ? null : next;
}
