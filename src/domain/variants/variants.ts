import type { Experiment, ExperimentType, Transaction, Variant } from '../../database/client.js';
import { ConflictError, type Failure, isFailure, type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { closedConflict, lockOpenExperiment } from '../experiments/open-experiment.js';
import { readName } from '../names.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { baselineConflict, readBaseline, rootConflict } from './baseline-variant.js';
import { storedColumns } from './configuration.js';
import { draftOfChange, draftOfNew, isSameDraft, misfitOfDraft } from './draft.js';
import type { GivenContent } from './given-content.js';
import { type GivenHypothesis, hypothesisConflict, noHypothesis, readHypothesis } from './hypothesis.js';
import { contentConflict } from './in-use.js';
import { makeRoom, nextPlace } from './order.js';
import { readTree } from './read-tree.js';

/** How many variants an experiment may have: all of them are read whenever one is looked at. */
const mostVariants = 1000;

export interface AddVariantInput extends GivenContent, GivenHypothesis {
  experimentId: Id<'experiment'>;
  /** Unique in the experiment. */
  name: string;
  /** The type of the experiment, which is also the default. */
  taskType?: ExperimentType | null;
  /** Whether it is the baseline variant: a root alone, and of the type WEBHOOK every root. */
  baseline?: boolean | null;
}

/**
 * Adds a variant behind the experiment's others: a root with a configuration, or a child that changes one parameter of its
 * parent. What it runs with is checked as it will be when a run starts.
 */
export async function addVariant(scope: Scope, input: AddVariantInput): Promise<Variant | Failure> {
  const name = readName(input.name);
  if (isFailure(name)) return name;
  const experiment = await scope.db.experiment.findFirst({
    where: { id: input.experimentId, organizationId: scope.organizationId },
  });
  if (!experiment) return notFound('experiment', input.experimentId);
  const refused = closedConflict(experiment) ?? (await unknownParent(scope, input)) ?? otherType(experiment, input.taskType);
  if (refused) return refused;
  // Before the transaction, because names in a configuration are looked up through connections of their own.
  const draft = draftOfNew(await readTree(scope.db, experiment), { ...input, name });
  if (isFailure(draft)) return draft;
  const { type } = draft.experiment;
  const baseline = readBaseline(type, draft.content.kind, input.baseline);
  if (isFailure(baseline)) return baseline;
  const hypothesis = readHypothesis(input, noHypothesis);
  if (isFailure(hypothesis)) return hypothesis;
  const misfit = await misfitOfDraft(scope, draft);
  if (misfit) return misfit;

  return scope.db.$transaction(async (tx) => {
    const locked = await lockOpenExperiment(tx, scope, experiment.id);
    if (isFailure(locked)) return locked;
    const present = await readTree(tx, locked);
    const again = draftOfNew(present, { ...input, name });
    if (isFailure(again)) return again;
    if (!isSameDraft(draft, again)) return changedMeanwhile('Add the variant again.');
    if (present.tree.variants.length >= mostVariants) return tooMany();
    const conflict = draft.content.kind === 'root' ? rootConflict(present.tree, baseline === true) : null;
    const taken = conflict ?? (await nameTaken(tx, locked, name));
    if (taken) return taken;
    return tx.variant.create({
      data: {
        experimentId: locked.id,
        name,
        taskType: type,
        ...storedColumns(draft.content),
        baseline: baseline === true,
        ...hypothesis,
        sortOrder: await nextPlace(tx, locked.id),
      },
    });
  });
}

export interface UpdateVariantInput extends GivenContent, GivenHypothesis {
  id: Id<'variant'>;
  /** Null or not given: as it was. */
  name?: string | null;
  /** Null or not given: as it was. */
  baseline?: boolean | null;
  /** The place to move to, 1 for the first; the variants between move by one. Null or not given: as it was. */
  sortOrder?: number | null;
}

/**
 * Changes a variant, also after runs of its own: they keep the configuration of their start. What it runs with stays once
 * variants that branch from it have run, and that of the baseline once it is locked.
 */
export async function updateVariant(scope: Scope, input: UpdateVariantInput): Promise<Variant | Failure> {
  const { id } = input;
  const name = typeof input.name === 'string' ? readName(input.name) : undefined;
  if (isFailure(name)) return name;
  const found = await findVariant(scope, id);
  if (!found) return notFound('variant', id);
  const refused = closedConflict(found.experiment) ?? (await unknownParent(scope, input));
  if (refused) return refused;
  const before = await readTree(scope.db, found.experiment);
  if (!before.tree.find(id)) return notFound('variant', id);
  // Before the transaction, because names in a configuration are looked up through connections of their own.
  const draft = draftOfChange(before, id, input);
  if (isFailure(draft)) return draft;
  const misfit = draft && (await misfitOfDraft(scope, draft));
  if (misfit) return misfit;

  return scope.db.$transaction(async (tx) => {
    const experiment = await lockOpenExperiment(tx, scope, found.experimentId);
    if (isFailure(experiment)) return experiment;
    const present = await readTree(tx, experiment);
    const variant = present.tree.find(id);
    if (!variant) return notFound('variant', id);
    const again = draftOfChange(present, id, input);
    if (isFailure(again)) return again;
    if (again && !(draft && isSameDraft(draft, again))) return changedMeanwhile('Change the variant again.');
    const fixed = again && (await contentConflict(tx, experiment, present.tree, variant));
    if (fixed) return fixed;
    const baseline = readBaseline(experiment.type, variant.parentId === null ? 'root' : 'child', input.baseline);
    if (isFailure(baseline)) return baseline;
    const hypothesis = readHypothesis(input, variant);
    if (isFailure(hypothesis)) return hypothesis;
    const conflict =
      (await baselineConflict(tx, experiment, present.tree, variant, baseline ?? variant.baseline)) ??
      (await hypothesisConflict(tx, variant, hypothesis)) ??
      (name === undefined ? null : await nameTaken(tx, experiment, name, id));
    if (conflict) return conflict;
    const sortOrder = input.sortOrder ?? variant.sortOrder;
    const misplaced = await makeRoom(tx, variant, sortOrder);
    if (misplaced) return misplaced;
    return tx.variant.update({
      where: { id },
      data: { name, ...(again && storedColumns(again.content)), baseline: baseline ?? undefined, ...hypothesis, sortOrder },
    });
  });
}

function findVariant({ db, organizationId }: Scope, id: Id<'variant'>) {
  return db.variant.findFirst({ where: { id, experiment: { organizationId } }, include: { experiment: true } });
}

/** A parent of another organization is as one that does not exist. */
async function unknownParent(scope: Scope, { parentId }: GivenContent): Promise<NotFoundError | null> {
  return !parentId || (await findVariant(scope, parentId)) ? null : notFound('variant', parentId);
}

function otherType({ type }: Experiment, given: ExperimentType | null | undefined): ValidationError | null {
  if (!given || given === type) return null;
  return new ValidationError(
    `taskType is ${given}, and the experiment compares variants of the type ${type}. Leave taskType out, or give ${type}.`,
    { field: 'taskType' },
  );
}

function tooMany(): ValidationError {
  return new ValidationError(
    `The experiment has ${mostVariants} variants, which is as many as fit. Delete some with deleteVariant, or go on in another experiment.`,
  );
}

function changedMeanwhile(remedy: string): ConflictError {
  return new ConflictError(`What the variant depends on was changed meanwhile. ${remedy}`);
}

async function nameTaken(
  tx: Transaction,
  experiment: Experiment,
  name: string,
  except?: Id<'variant'>,
): Promise<ConflictError | null> {
  const taken = await tx.variant.findFirst({ where: { experimentId: experiment.id, name, id: { not: except } } });
  if (!taken) return null;
  return new ConflictError(
    `The experiment has a variant "${name}" already. Give another name, or change that one with updateVariant.`,
    'NAME_TAKEN',
  );
}
