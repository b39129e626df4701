import { type Evaluator, type Experiment, jsonColumn, Prisma, type Transaction, type Variant } from '../../database/client.js';
import { isFailure, type NotFoundError, type ValidationError } from '../../failures.js';
import { type Id, newId } from '../../ids.js';
import type { Json, JsonObject } from '../../json.js';
import { nameLimit, readName } from '../names.js';
import type { Scope } from '../scope.js';
import { rowsOfScope, stepsInScope } from '../steps/scope.js';
import { VariantTree } from '../variants/tree.js';
import { lockExperiment } from './lock-experiment.js';
import { selectionOf, setupOptions } from './setup.js';

export interface DuplicateExperimentInput {
  id: Id<'experiment'>;
  /** Null or not given: that of the experiment, with " (copy)" behind it. */
  name?: string | null;
}

/**
 * Makes another experiment like one: with its settings, tasks, steps, app, evaluators and the whole tree of its variants, and
 * without runs, so that nothing of it is locked. It is neither completed nor archived.
 */
export async function duplicateExperiment(
  scope: Scope,
  input: DuplicateExperimentInput,
): Promise<Experiment | ValidationError | NotFoundError> {
  const given = typeof input.name === 'string' ? readName(input.name) : null;
  if (isFailure(given)) return given;
  return scope.db.$transaction(async (tx) => {
    const source = await lockExperiment(tx, scope, input.id);
    if (isFailure(source)) return source;
    const copy = await tx.experiment.create({
      data: {
        organizationId: scope.organizationId,
        name: given ?? nameOfCopy(source.name),
        description: source.description,
        type: source.type,
        datasetVersionId: source.datasetVersionId,
        comparedAnswer: source.comparedAnswer ?? Prisma.DbNull,
        taskSelection: selectionOf(source) ?? Prisma.DbNull,
        // The rows that say which items are chosen never change, and go when nobody refers to them any more.
        taskVersionId: source.taskVersionId,
        endpointId: source.endpointId,
        steps: { create: rowsOfScope(await stepsInScope(tx, source.id)) },
      },
    });
    await copyEvaluators(tx, source.id, copy.id);
    await copyVariants(tx, source.id, copy.id);
    return copy;
  }, setupOptions);
}

async function copyEvaluators(tx: Transaction, sourceId: Id<'experiment'>, copyId: Id<'experiment'>): Promise<void> {
  const evaluators = await tx.evaluator.findMany({
    where: { experimentId: sourceId, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  await tx.evaluator.createMany({
    data: evaluators.map(({ name, kind, configuration, threshold }: Evaluator) => ({
      id: newId('evaluator'),
      experimentId: copyId,
      name,
      kind,
      configuration: configuration as JsonObject,
      threshold,
    })),
  });
}

/** The variants are those of a tree: each copy has the copy of the parent for its parent, which is there before it. */
async function copyVariants(tx: Transaction, sourceId: Id<'experiment'>, copyId: Id<'experiment'>): Promise<void> {
  const tree = new VariantTree(await tx.variant.findMany({ where: { experimentId: sourceId }, orderBy: { sortOrder: 'asc' } }));
  const variants = tree.roots().flatMap((root) => [root, ...tree.descendantsOf(root.id)]);
  const copies = new Map(variants.map(({ id }) => [id, newId('variant')]));
  await tx.variant.createMany({
    data: variants.map(({ id, parentId, configuration, overrideValue, ...variant }: Variant) => ({
      id: copies.get(id),
      experimentId: copyId,
      name: variant.name,
      taskType: variant.taskType,
      // A root has a configuration, a child an override.
      configuration: parentId === null ? (configuration as JsonObject) : Prisma.DbNull,
      parentId: parentId && copies.get(parentId),
      overrideStep: variant.overrideStep,
      overrideParameter: variant.overrideParameter,
      overrideValue: parentId === null ? Prisma.DbNull : jsonColumn(overrideValue as Json),
      baseline: variant.baseline,
      hypothesis: variant.hypothesis,
      expectation: variant.expectation,
      sortOrder: variant.sortOrder,
    })),
  });
}

/** A name that tells the copy from the original, cut where it would be too long. */
function nameOfCopy(name: string): string {
  const suffix = ' (copy)';
  return Array.from(name)
    .slice(0, nameLimit - suffix.length)
    .join('')
    .trimEnd()
    .concat(suffix);
}
