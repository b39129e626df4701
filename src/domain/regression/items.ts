import type { Id } from '../../ids.js';
import { itemIdsOfRows, type RowOrder } from '../comparison/row-order.js';
import type { Scope } from '../scope.js';
import { type ClassifiedItem, classifiedItems, type ItemFilter } from './classification.js';
import type { RegressionSide } from './common-evaluators.js';
import { exclusionAt, type ExclusionReason, exclusionReasons } from './paired-items.js';
import type { Regression } from './report.js';
import { loadPair } from './run-pairs.js';

/** One compared item of the dataset. */
export interface RegressionItem extends ClassifiedItem {
  itemId: Id<'datasetItem'>;
}

/** An item of either run that is not compared. */
export interface ExcludedItem {
  /** Where it stands among all that are left out, in dataset order. */
  place: number;
  itemId: Id<'datasetItem'>;
  reason: ExclusionReason;
  /** Which run lacks the item, its result or its score. */
  side: RegressionSide;
  /** The item that stood in its place in the baseline run, where its input was changed. */
  formerItemId: Id<'datasetItem'> | null;
}

/**
 * A page of the compared items that fit, the largest |delta| first, ties in dataset order.
 *
 * @param after the `place` after which the page begins; null: from the first.
 */
export async function regressionItems(
  scope: Scope,
  report: Regression,
  filter: ItemFilter,
  limit: number,
  after: number | null,
): Promise<RegressionItem[]> {
  const { order, items } = await loadPair(scope, report);
  const page = classifiedItems(items, report.threshold, filter, limit, after);
  const ids = await itemsByRow(
    scope,
    order,
    page.map(({ row }) => row),
  );
  return page.map((item) => ({ ...item, itemId: ids(item.row) }));
}

/**
 * A page of the items that are not compared, in dataset order.
 *
 * @param reason null: whatever the reason.
 * @param after the `place` after which the page begins; null: from the first.
 */
export async function excludedItems(
  scope: Scope,
  report: Regression,
  reason: ExclusionReason | null,
  limit: number,
  after: number | null,
): Promise<ExcludedItem[]> {
  const { order, items } = await loadPair(scope, report);
  const page = [];
  for (let place = (after ?? -1) + 1; page.length < limit; place += 1) {
    const exclusion = exclusionAt(items, place);
    if (!exclusion) break;
    if (reason === null || exclusion.reason === reason) page.push({ place, ...exclusion });
  }
  const ids = await itemsByRow(
    scope,
    order,
    page.flatMap(({ row, formerRow }) => (formerRow === null ? row : [row, formerRow])),
  );
  return page.map(({ row, formerRow, ...rest }) => ({
    ...rest,
    itemId: ids(row),
    formerItemId: formerRow === null ? null : ids(formerRow),
  }));
}

/** How many items are not compared, by reason. */
export async function excludedCounts(scope: Scope, report: Regression): Promise<Record<ExclusionReason, number>> {
  const { items } = await loadPair(scope, report);
  const counts: Record<ExclusionReason, number> = { ADDED: 0, REMOVED: 0, CHANGED_INPUT: 0, NOT_FINISHED: 0, UNSCORED: 0 };
  for (const place of items.excluded.reasons) {
    const reason = exclusionReasons[place];
    if (reason) counts[reason] += 1;
  }
  return counts;
}

async function itemsByRow(scope: Scope, order: RowOrder, rows: number[]): Promise<(row: number) => Id<'datasetItem'>> {
  const ids = rows.length === 0 ? [] : await itemIdsOfRows(scope.db, order, rows);
  const byRow = new Map(rows.map((row, place) => [row, ids[place]]));
  return (row) => {
    const id = byRow.get(row);
    if (id === undefined) throw new Error(`There is no item in row ${row}.`);
    return id;
  };
}
