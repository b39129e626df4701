interface Branch {
  id: string;
  parent: { id: string } | null;
}

/** A variant at its place in the tree: 0 for a root. */
export interface Placed<Variant> {
  variant: Variant;
  depth: number;
}

/** The variants as their tree is read from top to bottom: each followed by those that branch from it, siblings in the order given. */
export function inTreeOrder<Variant extends Branch>(variants: readonly Variant[]): Placed<Variant>[] {
  const below = (parentId: string | null, depth: number): Placed<Variant>[] =>
    variants
      .filter(({ parent }) => (parent?.id ?? null) === parentId)
      .flatMap((variant) => [{ variant, depth }, ...below(variant.id, depth + 1)]);
  return below(null, 0);
}
