import type { Dataset } from '../../database/client.js';
import { ConflictError, type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { storableText } from '../../json.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';

const maxNameLength = 255;

/** Creates a dataset without a version. */
export async function createDataset(
  scope: Scope,
  input: { name: string; description?: string | null },
): Promise<Dataset | ValidationError> {
  const wrong = checkName(input.name);
  if (wrong) return wrong;
  return scope.db.dataset.create({
    data: { organizationId: scope.organizationId, name: storableText(input.name), description: textOrNull(input.description) },
  });
}

/** Changes a dataset's name or description; what is not given stays, and a description of null is none. */
export async function updateDataset(
  scope: Scope,
  input: { datasetId: Id<'dataset'>; name?: string | null; description?: string | null },
): Promise<Dataset | ValidationError | NotFoundError> {
  const name = input.name ?? undefined;
  const wrong = name === undefined ? null : checkName(name);
  if (wrong) return wrong;
  const [changed] = await scope.db.dataset.updateManyAndReturn({
    where: { id: input.datasetId, organizationId: scope.organizationId },
    data: {
      name: name === undefined ? undefined : storableText(name),
      description: input.description === undefined ? undefined : textOrNull(input.description),
    },
  });
  return changed ?? notFound('dataset', input.datasetId);
}

/** Deletes a dataset with all of its versions and items, unless an experiment or a run uses one of them. */
export async function deleteDataset(scope: Scope, datasetId: Id<'dataset'>): Promise<Dataset | NotFoundError | ConflictError> {
  return scope.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM dataset WHERE id = ${datasetId}::uuid FOR UPDATE`;
      const dataset = await tx.dataset.findFirst({ where: { id: datasetId, organizationId: scope.organizationId } });
      if (!dataset) return notFound('dataset', datasetId);
      // Holds back whoever is about to choose one of the versions, which PostgreSQL would otherwise silently take away again.
      await tx.$executeRaw`SELECT 1 FROM dataset_version WHERE dataset_id = ${datasetId}::uuid FOR UPDATE`;
      const experiment = await tx.experiment.findFirst({
        where: { OR: [{ datasetVersion: { datasetId } }, { runs: { some: { datasetVersion: { datasetId } } } }] },
        select: { name: true },
      });
      if (experiment) {
        return new ConflictError(
          `The experiment "${experiment.name}" or a run of it uses a version of this dataset. Delete the experiment first.`,
        );
      }
      return tx.dataset.delete({ where: { id: datasetId } });
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
}

function checkName(name: string): ValidationError | null {
  if (name.trim() === '') return new ValidationError('A dataset needs a name.', { field: 'name' });
  if (name.length > maxNameLength) {
    return new ValidationError(`The name has ${name.length} characters; at most ${maxNameLength} fit.`, { field: 'name' });
  }
  return null;
}

function textOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storableText(text);
}
