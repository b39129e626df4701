import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTreeOrder } from '../../src/dashboard/experiment/variant-order.js';

/** Each variant’s parent is one before it, or none. */
const trees = fc.array(fc.nat(), { maxLength: 30 }).map((picks) =>
  picks.map((pick, place) => ({
    id: String(place),
    parent: pick % (place + 1) === place ? null : { id: String(pick % (place + 1)) },
  })),
);

test('a tree is read with every variant once, right below the branch that it is on', () => {
  fc.assert(
    fc.property(trees, (variants) => {
      const placed = inTreeOrder(variants);
      expect(placed.map(({ variant }) => variant.id).toSorted()).toEqual(variants.map(({ id }) => id).toSorted());
      for (const [place, { variant, depth }] of placed.entries()) {
        // The nearest one above that is less deep is what it branches from.
        const above = placed.slice(0, place).findLast((other) => other.depth < depth);
        expect(above?.variant.id ?? null).toBe(variant.parent?.id ?? null);
        expect(depth).toBe(above ? above.depth + 1 : 0);
      }
    }),
  );
});

test('siblings keep the order that they were given in', () => {
  const branch = (id: string, parent: string | null) => ({ id, parent: parent === null ? null : { id: parent } });
  const variants = [branch('root', null), branch('a', 'root'), branch('b', 'root'), branch('c', 'a')];
  expect(inTreeOrder(variants).map(({ variant, depth }) => `${depth} ${variant.id}`)).toEqual(['0 root', '1 a', '2 c', '1 b']);
});
