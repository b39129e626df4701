import type { Run } from '../../database/client.js';
import { type Failure, isFailure } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import type { Json } from '../../json.js';
import { type Comparison, openComparison } from '../comparison/comparison.js';
import type { Cell, ComparisonRow } from '../comparison/row.js';
import { comparisonRows } from '../comparison/rows.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { experimentsInReach } from '../sharing/reach.js';
import { inPages, itemSizes, outputSizes } from './page-bytes.js';
import { type Column, type Sheet, sheetOf } from './sheet.js';

/** The most results that are read at once, in whole rows; what they say, in parts by {@link inPages}. */
const pageResults = 500;

interface Item {
  externalId: string;
  input: Json;
  expectedOutput: Json;
}

interface Answer {
  output: Json;
  errorType: string | null;
  errorMessage: string | null;
}

/** A row with what its cells stand for. */
interface FullRow {
  row: ComparisonRow;
  item: Item;
  /** Of each cell, the answer of its majority; null where it is missing or unstable. */
  answers: (Answer | null)[];
}

const itemColumns: Column<FullRow>[] = [
  { name: 'externalId', value: ({ item }) => item.externalId },
  { name: 'input', value: ({ item }) => item.input },
  { name: 'expectedOutput', value: ({ item }) => item.expectedOutput },
  { name: 'divergent', value: ({ row }) => row.divergent },
  { name: 'hasMajority', value: ({ row }) => row.hasMajority },
];

const cellColumns: { name: string; value(cell: Cell, answer: Answer | null): Json }[] = [
  { name: 'answer', value: ({ answer }) => answer.kind },
  { name: 'output', value: (_cell, answer) => answer?.output ?? null },
  { name: 'errorType', value: (_cell, answer) => answer?.errorType ?? null },
  { name: 'errorMessage', value: (_cell, answer) => answer?.errorMessage ?? null },
  { name: 'durationMs', value: ({ durationMs }) => durationMs },
  { name: 'totalTokens', value: ({ totalTokens }) => totalTokens },
  { name: 'cost', value: ({ cost }) => cost?.toFixed() ?? null },
  { name: 'score', value: ({ score }) => score },
  { name: 'passed', value: ({ passed }) => passed },
  { name: 'fastest', value: ({ fastest }) => fastest },
  { name: 'fewestTokens', value: ({ fewestTokens }) => fewestTokens },
  { name: 'cheapest', value: ({ cheapest }) => cheapest },
  { name: 'outlier', value: ({ outlier }) => outlier },
];

/**
 * The matrix of an experiment's runs: an item a row, in dataset order, and for each run the columns
 * `<variant>: <what>`. A variant that is there with several runs has their ids in the names too.
 *
 * @param runIds null: each variant's latest completed run.
 */
export async function comparisonSheet(
  scope: Scope,
  experimentId: Id<'experiment'>,
  runIds: readonly Id<'run'>[] | null,
): Promise<Sheet | Failure> {
  const where = { id: experimentId, ...experimentsInReach(scope) };
  const experiment = await scope.db.experiment.findUnique({ where, select: { id: true } });
  if (!experiment) return notFound('experiment', experimentId);
  const comparison = await openComparison(scope, experimentId, runIds);
  if (isFailure(comparison)) return comparison;
  const titles = await titlesOf(scope, comparison.runs);
  const columns = titles.flatMap((title, place) =>
    cellColumns.map(
      ({ name, value }): Column<FullRow> => ({
        name: `${title}: ${name}`,
        value: ({ row, answers }) => {
          const cell = row.cells[place];
          return cell ? value(cell, answers[place] ?? null) : null;
        },
      }),
    ),
  );
  return sheetOf(`${encodeId('experiment', experimentId)}-comparison`, [...itemColumns, ...columns], () =>
    fullRows(scope, comparison),
  );
}

async function titlesOf({ db }: Scope, runs: readonly Run[]): Promise<string[]> {
  const variants = await db.variant.findMany({
    where: { id: { in: runs.map(({ variantId }) => variantId) } },
    select: { id: true, name: true },
  });
  const names = new Map(variants.map(({ id, name }) => [id, name]));
  return runs.map(({ id, variantId }) => {
    const name = names.get(variantId) ?? encodeId('variant', variantId);
    const isAlone = runs.filter((run) => run.variantId === variantId).length === 1;
    return isAlone ? name : `${name} (${encodeId('run', id)})`;
  });
}

async function* fullRows(scope: Scope, comparison: Comparison): AsyncGenerator<FullRow[], void, void> {
  if (comparison.runs.length === 0) return;
  const results = comparison.runs.reduce((sum, { trials }) => sum + trials, 0);
  const limit = Math.max(1, Math.floor(pageResults / results));
  for (let after: number | null = null; ; ) {
    const rows: ComparisonRow[] = await comparisonRows(scope, comparison, { filter: {}, orderBy: 'DATASET', limit, after });
    const last = rows.at(-1);
    if (!last) return;
    const sizeOf = await sizesOf(scope, rows);
    for (const page of inPages(rows, sizeOf)) yield await fill(scope, page);
    after = last.place;
  }
}

async function sizesOf({ db }: Scope, rows: readonly ComparisonRow[]): Promise<(row: ComparisonRow) => number> {
  const items = await itemSizes(
    db,
    rows.map(({ itemId }) => itemId),
  );
  const outputs = await outputSizes(db, rows.flatMap(resultIdsOf));
  return (row) => resultIdsOf(row).reduce((sum, id) => sum + (outputs.get(id) ?? 0), items.get(row.itemId) ?? 0);
}

/** The results that a row shows. */
function resultIdsOf({ cells }: ComparisonRow): Id<'result'>[] {
  return cells.flatMap(({ answer }) => ('resultId' in answer ? answer.resultId : []));
}

async function fill({ db }: Scope, rows: readonly ComparisonRow[]): Promise<FullRow[]> {
  const items = await db.datasetItem.findMany({
    where: { id: { in: rows.map(({ itemId }) => itemId) } },
    select: { id: true, externalId: true, input: true, expectedOutput: true },
  });
  const answers = await db.result.findMany({
    where: { id: { in: rows.flatMap(resultIdsOf) } },
    select: { id: true, output: true, errorType: true, errorMessage: true },
  });
  const itemById = new Map(items.map((item) => [item.id, item as Item]));
  const answerById = new Map(answers.map((answer) => [answer.id, answer as Answer]));
  return rows.map((row) => {
    const item = itemById.get(row.itemId);
    if (!item) throw new Error(`The item ${row.itemId} was deleted while it was read.`);
    return {
      row,
      item,
      answers: row.cells.map(({ answer }) => ('resultId' in answer ? (answerById.get(answer.resultId) ?? null) : null)),
    };
  });
}
