/** A stretch of the path from a root to a variant: from one variant that was measured to the next. */
export interface Stretch<V> {
  /** The variant that was measured before. */
  against: V;
  /** The variant that was measured next. */
  variant: V;
  /** Those whose overrides lie between the two: the variants behind `against`, up to and with `variant`. */
  introduced: V[];
}

/** Splits a path at the variants that were measured, of which its first and its last are two. */
export function stretchesOf<V extends object>(path: readonly V[], isMeasured: (variant: V) => boolean): Stretch<V>[] {
  const [root, ...others] = path;
  if (root === undefined) return [];
  const stretches: Stretch<V>[] = [];
  let against = root;
  let introduced: V[] = [];
  for (const variant of others) {
    introduced.push(variant);
    if (!isMeasured(variant)) continue;
    stretches.push({ against, variant, introduced });
    against = variant;
    introduced = [];
  }
  return stretches;
}
