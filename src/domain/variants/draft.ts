import { isFailure, ValidationError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { checkedTerms, misfitOfVariant, type NamedVariant, ofVariant } from './check-variants.js';
import { columnsOf, contentOf, isSameContent, type VariantContent } from './configuration.js';
import { contentOfChange, contentOfNew, type GivenContent } from './given-content.js';
import { type ExperimentTerms, unsaved } from './plan-subject.js';
import type { ExperimentTree } from './read-tree.js';
import type { VariantTree } from './tree.js';

/** A tree as it would be with what was asked for. It is checked before the experiment is locked, and made again after. */
export interface Draft {
  experiment: ExperimentTerms;
  tree: VariantTree<NamedVariant>;
  /** What the variant asked for would be by itself. */
  content: VariantContent;
  /** That variant, and all that stands below it: parents before their children. */
  variants: NamedVariant[];
}

/** A tree with one more variant. */
export function draftOfNew(
  { experiment, tree }: ExperimentTree,
  given: GivenContent & { name: string },
): Draft | ValidationError {
  const content = contentOfNew(experiment, given);
  if (isFailure(content)) return content;
  const misplaced = content.kind === 'child' ? parentMissing(tree, content.parentId) : null;
  if (misplaced) return misplaced;
  const variant = { id: unsaved, name: given.name, taskType: experiment.type, ...columnsOf(content) };
  return { experiment, content, variants: [variant], tree: (tree as VariantTree<NamedVariant>).with(variant) };
}

/** A tree with one variant changed; null where that amounts to the same as before. */
export function draftOfChange(
  { experiment, tree }: ExperimentTree,
  id: Id<'variant'>,
  given: GivenContent,
): Draft | ValidationError | null {
  const variant = tree.get(id);
  const content = contentOfChange(variant, given);
  if (isFailure(content)) return content;
  if (isSameContent(content, contentOf(variant))) return null;
  const below = tree.descendantsOf(id);
  if (content.kind === 'child') {
    const { parentId } = content;
    const missing = parentMissing(tree, parentId);
    if (missing) return missing;
    const own = [variant, ...below].find((each) => each.id === parentId);
    if (own) {
      const where = own === variant ? 'that is the variant itself' : `"${own.name}" branches from "${variant.name}"`;
      return new ValidationError(`parentId: ${where}, and a tree has no cycles. Give a variant that does not stand below it.`, {
        field: 'parentId',
      });
    }
  }
  const changed = { ...variant, ...columnsOf(content) };
  return { experiment, content, variants: [changed, ...below], tree: (tree as VariantTree<NamedVariant>).with(changed) };
}

/** Why a draft won't do, of the variant asked for or of one that stands below it; null where it will. */
export async function misfitOfDraft(scope: Scope, { experiment, tree, variants }: Draft): Promise<ValidationError | null> {
  for (const [place, variant] of variants.entries()) {
    const misfit = await misfitOfVariant(scope, experiment, tree, variant.id);
    if (misfit) return place === 0 ? misfit : ofVariant(variant, misfit);
  }
  return null;
}

/** Whether two drafts are of the same, so that what was found of the one holds for the other. */
export function isSameDraft(one: Draft, other: Draft): boolean {
  return termsOf(one) === termsOf(other);
}

function termsOf({ experiment, tree, variants }: Draft): string {
  return checkedTerms(
    experiment,
    tree,
    variants.map(({ id }) => id),
  );
}

function parentMissing<V extends NamedVariant>(tree: VariantTree<V>, id: Id<'variant'>): ValidationError | null {
  if (tree.find(id)) return null;
  return new ValidationError(`parentId: the experiment has no variant ${encodeId('variant', id)}. Give one of its own.`, {
    field: 'parentId',
  });
}
