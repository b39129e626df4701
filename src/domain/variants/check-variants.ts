import { isFailure, ValidationError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { canonicalJson } from '../../json.js';
import { executors } from '../execution/executors.js';
import { unknownField } from '../execution/parse-given.js';
import type { Scope } from '../scope.js';
import { misfitOfConfiguration, misfitOfOverride } from '../steps/check-configuration.js';
import { contentOf, hasSteps, type Override, type VariantContent, valueIn } from './configuration.js';
import { type ExperimentTerms, planSubject } from './plan-subject.js';
import { type TreeVariant, VariantTree } from './tree.js';

/** A variant with the name that messages call it by. */
export type NamedVariant = TreeVariant & { name: string };

/**
 * Whether all variants of an experiment fit it: null, or what the first that does not is told. For configurations with steps
 * nothing is read, so that it may be asked inside a transaction.
 */
export async function checkVariants(
  scope: Scope,
  experiment: ExperimentTerms,
  variants: readonly NamedVariant[],
): Promise<ValidationError | null> {
  const tree = new VariantTree(variants);
  for (const variant of variants) {
    const misfit = await misfitOfVariant(scope, experiment, tree, variant.id);
    if (misfit) return ofVariant(variant, misfit);
  }
  return null;
}

/**
 * Why a variant of a tree does not fit its experiment; null where it does. The error's field is a path into what the variant
 * has of its own: `configuration.…` or `override.…`.
 */
export async function misfitOfVariant(
  scope: Scope,
  experiment: ExperimentTerms,
  tree: VariantTree<NamedVariant>,
  id: Id<'variant'>,
): Promise<ValidationError | null> {
  const content = contentOf(tree.get(id));
  const withSteps = hasSteps(experiment.type);
  if (content.kind === 'root') {
    if (withSteps) return misfitOfConfiguration(experiment.steps, content.configuration, 'configuration');
    const plan = await executors[experiment.type].plan(planSubject(experiment, tree, id), scope);
    return isFailure(plan) ? plan : null;
  }
  const { override, parentId } = content;
  const misfit = withSteps ? misfitOfOverride(experiment.steps, override) : misplacedStep(override);
  if (misfit) return misfit;
  const unchanged = noChange(tree, parentId, override);
  if (unchanged || withSteps) return unchanged;
  const plan = await executors[experiment.type].plan(planSubject(experiment, tree, id), scope);
  return isFailure(plan) ? ofOverride(override, plan) : null;
}

/** An error, with the variant that it is of. */
export function ofVariant(
  { id, name }: Pick<NamedVariant, 'id' | 'name'>,
  { message, code, field }: ValidationError,
): ValidationError {
  return new ValidationError(`Variant "${name}" (${encodeId('variant', id)}): ${message}`, {
    code,
    ...(field === null ? {} : { field }),
  });
}

function misplacedStep({ step }: Override): ValidationError | null {
  if (step === null) return null;
  return new ValidationError(
    'override.step is for experiments of the type WEBHOOK. Leave it out: the parameter is a key of the configuration itself.',
    { field: 'override.step' },
  );
}

function noChange(tree: VariantTree<NamedVariant>, parentId: Id<'variant'>, override: Override): ValidationError | null {
  const present = valueIn(tree.effectiveConfiguration(parentId), override);
  if (present === undefined || canonicalJson(present) !== canonicalJson(override.value)) return null;
  const what = override.step === null ? `"${override.parameter}"` : `"${override.parameter}" of "${override.step}"`;
  return new ValidationError(
    `override.value: "${tree.get(parentId).name}", which it branches from, has this value of ${what} already, so nothing would change. Give another value.`,
    { code: 'NO_CHANGE', field: 'override.value' },
  );
}

/** What an executor says of a merged configuration, in terms of the override that it was merged with. */
function ofOverride({ parameter }: Override, error: ValidationError): ValidationError {
  const path = `configuration.${parameter}`;
  const { field, message, code } = error;
  if (field === null || !(field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`))) return error;
  if (message.startsWith(unknownField(path)))
    return new ValidationError(`override.parameter: ${message}`, { code, field: 'override.parameter' });
  return new ValidationError(message.replace(path, 'override.value'), { code, field: field.replace(path, 'override.value') });
}

/** What the check of some variants depended on, as a text: while that stays the same, so does what it gave. */
export function checkedTerms(
  { type, endpointId, steps }: ExperimentTerms,
  tree: VariantTree<NamedVariant>,
  ids: readonly Id<'variant'>[],
): string {
  // Each variant on the paths once: in a long chain they have most of them in common.
  const onPaths = new Map<Id<'variant'>, VariantContent>();
  for (const id of ids) {
    for (let at = tree.find(id); at && !onPaths.has(at.id); at = at.parentId === null ? null : tree.find(at.parentId))
      onPaths.set(at.id, contentOf(at));
  }
  return JSON.stringify([type, endpointId, steps, ids, [...onPaths]]);
}
