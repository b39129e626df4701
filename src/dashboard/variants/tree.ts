/** What of a variant places it in the tree, and says whether it ever ran. */
export interface TreeEntry {
  id: string;
  baseline: boolean;
  parent: { id: string } | null;
  latestRun: { id: string } | null;
}

/** The variants that branch from one, at any depth. */
export function descendantsOf<Entry extends TreeEntry>(variants: readonly Entry[], id: string): Entry[] {
  return variants.filter(({ parent }) => parent?.id === id).flatMap((child) => [child, ...descendantsOf(variants, child.id)]);
}

/** Why what a variant runs with can’t change, in words for a person; null where it can. */
export function whyFixed(variants: readonly TreeEntry[], variant: TreeEntry, locked: boolean): string | null {
  if (variant.baseline && locked)
    return 'The baseline has run, so what it runs with can’t change. Branch a variant from it, or duplicate the experiment.';
  if (descendantsOf(variants, variant.id).some(({ latestRun }) => latestRun !== null))
    return 'A variant that branches from this one has run with what it is now, so that can’t change. Branch another one.';
  return null;
}
