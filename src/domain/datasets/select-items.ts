import { type DatasetVersion, Prisma, type Transaction } from '../../database/client.js';
import { ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Selection } from './selection.js';

/*
 * The items that a selection chooses from a dataset version are kept as rows of their own, in the version's order: a row of
 * `dataset_version` that says what it was selected from, which a run goes over as it would over the version. Nothing here brings
 * the items themselves into this process.
 */

/** How many of the names that a version does not have a message shows. */
const namesShown = 5;

/** Why a version has no such items; null where it has. */
export async function misfitOfSelection(
  tx: Transaction,
  version: DatasetVersion,
  selection: Selection,
  field: string,
): Promise<ValidationError | null> {
  switch (selection.kind) {
    case 'ALL':
      return null;
    case 'LIST': {
      const missing = await tx.$queryRaw<{ name: string }[]>`
        SELECT name FROM unnest(${selection.externalIds}::text[]) AS name
        EXCEPT SELECT external_id FROM (${candidates(version.id, selection)}) AS candidate ORDER BY name`;
      return missing.length === 0 ? null : unknownItems(version, missing, `${field}.externalIds`);
    }
    case 'FILTER':
      if ((await countCandidates(tx, version, selection)) > 0) return null;
      return new ValidationError(
        `No item of version ${version.number} of the dataset has the metadata ${JSON.stringify(selection.metadata)}. Give less of it, or another version.`,
        { field: `${field}.metadata` },
      );
    case 'SAMPLE': {
      const there = await countCandidates(tx, version, selection);
      if (selection.size <= there) return null;
      const of = selection.metadata === null ? '' : ` with the metadata ${JSON.stringify(selection.metadata)}`;
      return new ValidationError(
        `Version ${version.number} of the dataset has ${there} items${of}, and the sample is of ${selection.size}. Give a size up to ${there}.`,
        { field: `${field}.sample.size` },
      );
    }
  }
}

/**
 * Makes the row for the items chosen.
 *
 * @param selection fits the version, and chooses not simply ALL of it.
 */
export async function makeSelection(
  tx: Transaction,
  { id, datasetId, number }: DatasetVersion,
  selection: Exclude<Selection, { kind: 'ALL' }>,
): Promise<Id<'datasetVersion'>> {
  const selected = await tx.datasetVersion.create({ data: { datasetId, number, itemCount: 0, selectedFromId: id } });
  const itemCount = await tx.$executeRaw`
    INSERT INTO dataset_version_item (version_id, position, item_id)
    SELECT ${selected.id}::uuid, row_number() OVER (ORDER BY chosen.position) - 1, chosen.item_id
    FROM (${candidates(id, selection)} ${selection.kind === 'SAMPLE' ? drawn(selection) : Prisma.empty}) AS chosen`;
  await tx.datasetVersion.update({ where: { id: selected.id }, data: { itemCount } });
  return selected.id;
}

/** The rows of items chosen that some runs go over: for {@link forgetSelections}, when the runs are to be deleted. */
export async function selectionsOfRuns(tx: Transaction, runs: Prisma.RunWhereInput): Promise<Id<'datasetVersion'>[]> {
  const where = { ...runs, datasetVersion: { selectedFromId: { not: null } } };
  const rows = await tx.run.findMany({ where, select: { datasetVersionId: true }, distinct: ['datasetVersionId'] });
  return rows.map(({ datasetVersionId }) => datasetVersionId);
}

/** Deletes those of the rows that no experiment and no run goes over any more. Versions stay. */
export async function forgetSelections(tx: Transaction, ids: readonly Id<'datasetVersion'>[]): Promise<void> {
  if (ids.length === 0) return;
  // Of two experiments that leave one row at once, the second has to see that the first has left it.
  await tx.$queryRaw`SELECT 1 FROM dataset_version WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`
    DELETE FROM dataset_version v WHERE v.id = ANY(${[...ids]}::uuid[]) AND v.selected_from_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM experiment e WHERE e.task_version_id = v.id)
      AND NOT EXISTS (SELECT 1 FROM run r WHERE r.dataset_version_id = v.id)`;
}

/** The items that a selection chooses, or draws from: position, id and name. */
function candidates(versionId: Id<'datasetVersion'>, selection: Selection): Prisma.Sql {
  return Prisma.sql`
    SELECT p.position, p.item_id, i.external_id FROM dataset_version_item p JOIN dataset_item i ON i.id = p.item_id
    WHERE p.version_id = ${versionId}::uuid ${restriction(selection)}`;
}

function restriction(selection: Selection): Prisma.Sql {
  if (selection.kind === 'LIST') return Prisma.sql`AND i.external_id = ANY(${selection.externalIds}::text[])`;
  const metadata = selection.kind === 'ALL' ? null : selection.metadata;
  return metadata === null ? Prisma.empty : Prisma.sql`AND i.metadata @> ${JSON.stringify(metadata)}::jsonb`;
}

/**
 * The first ones in an order that is by chance, and always the same for a seed and a name: a larger sample has all of a smaller
 * one, and an item that is added to the dataset takes the place of at most one.
 */
function drawn({ seed, size }: { seed: string; size: number }): Prisma.Sql {
  return Prisma.sql`ORDER BY sha256(convert_to(${`${seed}/`} || i.external_id, 'UTF8')) LIMIT ${size}`;
}

async function countCandidates(tx: Transaction, { id }: DatasetVersion, selection: Selection): Promise<number> {
  const [counted] = await tx.$queryRaw<{ items: number }[]>`
    SELECT count(*)::int AS items FROM (${candidates(id, selection)}) AS candidate`;
  return counted?.items ?? 0;
}

function unknownItems({ number }: DatasetVersion, missing: { name: string }[], field: string): ValidationError {
  const shown = missing.slice(0, namesShown).map(({ name }) => `"${name}"`);
  const others = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : '';
  return new ValidationError(
    `Version ${number} of the dataset has no item ${shown.join(', ')}${others}. Name items that it has, or give another version.`,
    { field },
  );
}
