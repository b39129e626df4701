import DataLoader from 'dataloader';
import { Prisma, type DatasetVersion, type Delivery, type FunctionRun, type Result, type Run } from '../../database/client.js';
import type { PositionedItem } from '../../domain/datasets/items.js';
import type { Scope } from '../../domain/scope.js';
import { grouped } from '../../domain/grouped.js';

/** Which page of which list: `limit` rows that follow `after`; null: from the beginning. */
export interface PageKey<Cursor> {
  parentId: string;
  limit: number;
  after: Cursor | null;
}

/** Pages of lists inside lists. Pages of one size and cursor are two statements together, however many parents ask. */
export function pageLoaders(scope: Scope) {
  return {
    /** The runs of an experiment, newest first. */
    runs: pageLoader<string, Run>((ids, limit, after) => runsOf(scope, ids, limit, after)),
    /** The results of a run, in the order in which they became visible. */
    results: pageLoader<number, Result>((ids, limit, after) => resultsOf(scope, ids, limit, after)),
    /** The items of a dataset version, by position. */
    items: pageLoader<number, PositionedItem>((ids, limit, after) => itemsOf(scope, ids, limit, after)),
    /** The versions of a dataset, newest first. */
    versions: pageLoader<number, DatasetVersion>((ids, limit, after) => versionsOf(scope, ids, limit, after)),
    /** The requests to an endpoint, newest first. */
    deliveries: pageLoader<string, Delivery>((ids, limit, after) => deliveriesOf(scope, ids, limit, after)),
    /** The runs of a function, newest first. */
    functionRuns: pageLoader<string, FunctionRun>((ids, limit, after) => functionRunsOf(scope, ids, limit, after)),
  };
}

interface Row<Value> {
  parentId: string;
  value: Value;
}

function pageLoader<Cursor extends string | number, Value>(
  read: (parentIds: string[], limit: number, after: Cursor | null) => Promise<Row<Value>[]>,
): DataLoader<PageKey<Cursor>, Value[], string> {
  const alike = ({ limit, after }: PageKey<Cursor>) => `${limit}/${after ?? ''}`;
  const load = async (keys: readonly PageKey<Cursor>[]) => {
    const pages = new Map<PageKey<Cursor>, Value[]>();
    for (const group of grouped(keys, alike).values()) {
      const { limit, after } = group[0] as PageKey<Cursor>;
      const rows = grouped(
        await read(
          group.map((key) => key.parentId),
          limit,
          after,
        ),
        (row) => row.parentId,
      );
      for (const key of group)
        pages.set(
          key,
          (rows.get(key.parentId) ?? []).map((row) => row.value),
        );
    }
    return keys.map((key) => pages.get(key) ?? []);
  };
  return new DataLoader(load, { cacheKeyFn: (key) => `${key.parentId}/${alike(key)}` });
}

// A lateral join reads a page from the index for each parent; Prisma would read all rows of all parents and then cut.

async function runsOf(scope: Scope, experimentIds: string[], limit: number, after: string | null): Promise<Row<Run>[]> {
  const ids = await scope.db.$queryRaw<{ id: string }[]>`
    SELECT page.id FROM unnest(${experimentIds}::uuid[]) AS parent(id) CROSS JOIN LATERAL (
      SELECT run.id FROM run WHERE run.experiment_id = parent.id ${after === null ? Prisma.empty : Prisma.sql`AND run.id < ${after}::uuid`}
      ORDER BY run.id DESC LIMIT ${limit}) AS page`;
  const rows = await scope.db.run.findMany({
    where: { id: { in: idsOf(ids) }, organizationId: scope.organizationId },
    orderBy: { id: 'desc' },
  });
  return rows.map((value) => ({ parentId: value.experimentId, value }));
}

async function resultsOf(scope: Scope, runIds: string[], limit: number, after: number | null): Promise<Row<Result>[]> {
  const ids = await scope.db.$queryRaw<{ id: string }[]>`
    SELECT page.id FROM unnest(${runIds}::uuid[]) AS parent(id) CROSS JOIN LATERAL (
      SELECT result.id FROM result WHERE result.run_id = parent.id AND result.sequence > ${after ?? 0}
      ORDER BY result.sequence LIMIT ${limit}) AS page`;
  const rows = await scope.db.result.findMany({
    where: { id: { in: idsOf(ids) }, run: { organizationId: scope.organizationId } },
    orderBy: { sequence: 'asc' },
  });
  return rows.map((value) => ({ parentId: value.runId, value }));
}

async function itemsOf(scope: Scope, versionIds: string[], limit: number, after: number | null): Promise<Row<PositionedItem>[]> {
  const places = await scope.db.$queryRaw<{ id: string; version: string; position: number }[]>`
    SELECT page.item_id AS id, parent.id AS version, page.position FROM unnest(${versionIds}::uuid[]) AS parent(id) CROSS JOIN LATERAL (
      SELECT place.item_id, place.position FROM dataset_version_item place
      WHERE place.version_id = parent.id AND place.position > ${after ?? -1}
      ORDER BY place.position LIMIT ${limit}) AS page ORDER BY page.position`;
  const rows = await scope.db.datasetItem.findMany({
    where: { id: { in: idsOf(places) }, dataset: { organizationId: scope.organizationId } },
  });
  const items = new Map(rows.map((row) => [row.id, row]));
  return places.flatMap(({ id, version, position }) => {
    const item = items.get(id);
    return item ? [{ parentId: version, value: { ...item, position } }] : [];
  });
}

async function versionsOf(
  scope: Scope,
  datasetIds: string[],
  limit: number,
  after: number | null,
): Promise<Row<DatasetVersion>[]> {
  const ids = await scope.db.$queryRaw<{ id: string }[]>`
    SELECT page.id FROM unnest(${datasetIds}::uuid[]) AS parent(id) CROSS JOIN LATERAL (
      SELECT version.id FROM dataset_version version WHERE version.dataset_id = parent.id AND version.selected_from_id IS NULL
        ${after === null ? Prisma.empty : Prisma.sql`AND version.number < ${after}`}
      ORDER BY version.number DESC LIMIT ${limit}) AS page`;
  const rows = await scope.db.datasetVersion.findMany({
    where: { id: { in: idsOf(ids) }, dataset: { organizationId: scope.organizationId } },
    orderBy: { number: 'desc' },
  });
  return rows.map((value) => ({ parentId: value.datasetId, value }));
}

async function deliveriesOf(scope: Scope, endpointIds: string[], limit: number, after: string | null): Promise<Row<Delivery>[]> {
  const ids = await scope.db.$queryRaw<{ id: string }[]>`
    SELECT page.id FROM unnest(${endpointIds}::uuid[]) AS parent(id) CROSS JOIN LATERAL (
      SELECT delivery.id FROM delivery WHERE delivery.endpoint_id = parent.id
        ${after === null ? Prisma.empty : Prisma.sql`AND delivery.id < ${after}::uuid`}
      ORDER BY delivery.id DESC LIMIT ${limit}) AS page`;
  const rows = await scope.db.delivery.findMany({
    where: { id: { in: idsOf(ids) }, endpoint: { organizationId: scope.organizationId } },
    orderBy: { id: 'desc' },
  });
  return rows.map((value) => ({ parentId: value.endpointId, value }));
}

async function functionRunsOf(
  scope: Scope,
  functionIds: string[],
  limit: number,
  after: string | null,
): Promise<Row<FunctionRun>[]> {
  const ids = await scope.db.$queryRaw<{ id: string }[]>`
    SELECT page.id FROM unnest(${functionIds}::uuid[]) AS parent(id) CROSS JOIN LATERAL (
      SELECT run.id FROM function_run run WHERE run.function_id = parent.id
        ${after === null ? Prisma.empty : Prisma.sql`AND run.id < ${after}::uuid`}
      ORDER BY run.id DESC LIMIT ${limit}) AS page`;
  const rows = await scope.db.functionRun.findMany({
    where: { id: { in: idsOf(ids) }, organizationId: scope.organizationId },
    orderBy: { id: 'desc' },
  });
  return rows.map((value) => ({ parentId: value.functionId, value }));
}

function idsOf(rows: { id: string }[]): string[] {
  return [...new Set(rows.map((row) => row.id))];
}
