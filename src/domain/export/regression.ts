import { type Failure, isFailure, NotFoundError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import type { Json } from '../../json.js';
import { type ExcludedItem, excludedItems, type RegressionItem, regressionItems } from '../regression/items.js';
import { type RegressionReport, regressionReport } from '../regression/report.js';
import type { Scope } from '../scope.js';
import { runsInReach } from '../sharing/reach.js';
import { inPages, itemSizes } from './page-bytes.js';
import { type Column, type Sheet, sheetOf } from './sheet.js';

/** How many items are read at once; their contents, in parts by {@link inPages}. */
const pageItems = 200;

type ReportItem = ({ kind: 'compared' } & RegressionItem) | ({ kind: 'excluded' } & ExcludedItem);

interface FullItem {
  externalId: string;
  input: Json;
  expectedOutput: Json;
  item: ReportItem;
}

function compared(name: 'classification' | 'baselineScore' | 'currentScore' | 'delta' | 'change'): Column<FullItem> {
  return { name, value: ({ item }) => (item.kind === 'compared' ? item[name] : null) };
}

const columns: Column<FullItem>[] = [
  { name: 'externalId', value: ({ externalId }) => externalId },
  compared('classification'),
  compared('baselineScore'),
  compared('currentScore'),
  compared('delta'),
  compared('change'),
  { name: 'excluded', value: ({ item }) => (item.kind === 'excluded' ? item.reason : null) },
  { name: 'excludedSide', value: ({ item }) => (item.kind === 'excluded' ? item.side : null) },
  { name: 'input', value: ({ input }) => input },
  { name: 'expectedOutput', value: ({ expectedOutput }) => expectedOutput },
];

/**
 * A run against its baseline, an item a row: those compared by the size of their change, the largest first, then those left
 * out, in dataset order.
 *
 * @returns a failure also where there is nothing to compare the run with.
 */
export async function regressionSheet(
  scope: Scope,
  runId: Id<'run'>,
  options: { baselineRunId: Id<'run'> | null; threshold: number | null },
): Promise<Sheet | Failure> {
  const { baselineRunId, threshold } = options;
  const report = await regressionReport(scope, runId, { baselineRunId, threshold });
  if (isFailure(report)) return report;
  if (report === null) {
    const run = await scope.db.run.findUnique({ where: { id: runId, ...runsInReach(scope) }, select: { baseline: true } });
    const why = run?.baseline
      ? 'it is its variant’s marked baseline. Name another run as the baseline.'
      : 'its variant has no marked baseline, and no completed run before it. Name a run as the baseline.';
    return new NotFoundError(`There is nothing to compare ${encodeId('run', runId)} with: ${why}`);
  }
  const runs = [
    { name: 'runId', value: () => encodeId('run', report.run.id) },
    { name: 'baselineRunId', value: () => encodeId('run', report.baselineRun.id) },
  ];
  return sheetOf(`${encodeId('run', runId)}-regression`, [...runs, ...columns], () => fullItems(scope, report));
}

async function* fullItems(scope: Scope, report: RegressionReport): AsyncGenerator<FullItem[], void, void> {
  for await (const items of reportItems(scope, report)) {
    const sizes = await itemSizes(
      scope.db,
      items.map(({ itemId }) => itemId),
    );
    for (const page of inPages(items, ({ itemId }) => sizes.get(itemId) ?? 0)) yield await fill(scope, page);
  }
}

async function fill({ db }: Scope, items: readonly ReportItem[]): Promise<FullItem[]> {
  const found = await db.datasetItem.findMany({
    where: { id: { in: items.map(({ itemId }) => itemId) } },
    select: { id: true, externalId: true, input: true, expectedOutput: true },
  });
  const byId = new Map(found.map((row) => [row.id, row]));
  return items.map((item) => {
    const row = byId.get(item.itemId);
    if (!row) throw new Error(`The item ${item.itemId} was deleted while it was read.`);
    return { item, externalId: row.externalId, input: row.input as Json, expectedOutput: row.expectedOutput as Json };
  });
}

async function* reportItems(scope: Scope, report: RegressionReport): AsyncGenerator<ReportItem[], void, void> {
  const all = { classification: null, change: null };
  const comparedPages = pagesOf((after) => regressionItems(scope, report, all, pageItems, after));
  for await (const items of comparedPages) yield items.map((item) => ({ kind: 'compared', ...item }));
  const excludedPages = pagesOf((after) => excludedItems(scope, report, null, pageItems, after));
  for await (const items of excludedPages) yield items.map((item) => ({ kind: 'excluded', ...item }));
}

async function* pagesOf<T extends { place: number }>(
  read: (after: number | null) => Promise<T[]>,
): AsyncGenerator<T[], void, void> {
  for (let page = await read(null), last = page.at(-1); last; page = await read(last.place), last = page.at(-1)) yield page;
}
