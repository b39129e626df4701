import type { DatasetVersion } from '../../database/client.js';
import { type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { storableText } from '../../json.js';
import type { Scope } from '../scope.js';
import { type ItemInput, placeInList, prepareItem } from './item.js';
import type { NumberedItem } from './staging.js';
import { writeVersion } from './write-version.js';

export interface AddDatasetVersionInput {
  datasetId: Id<'dataset'>;
  items: ItemInput[];
  /** Items of the latest version that the new one does without. Not together with `replace`. */
  removeExternalIds?: string[] | null;
  /** The new version has exactly the given items, in the order given. */
  replace?: boolean | null;
}

const timeoutMs = 120_000;

/**
 * Adds the next version of a dataset: the latest one, in which items with a known `externalId` take their new content in the same
 * place, the removed ones are gone, and the new ones come last in the order given. An item that some version had in just this
 * form keeps its id. Every call adds a version, also one that equals the latest.
 *
 * Fails with EMPTY_DATASET when nothing is given or nothing would be left, DUPLICATE_EXTERNAL_ID, ITEM_TOO_LARGE, or a
 * VALIDATION that names the item; nothing is written then.
 */
export async function addDatasetVersion(
  scope: Scope,
  input: AddDatasetVersionInput,
): Promise<DatasetVersion | ValidationError | NotFoundError> {
  const { datasetId, items, replace } = input;
  const removeExternalIds = (input.removeExternalIds ?? []).map(storableText);
  if (replace && removeExternalIds.length > 0) {
    const message =
      'With replace, the version has the given items alone, so there is nothing to remove. Leave removeExternalIds or replace out.';
    return new ValidationError(message, { field: 'removeExternalIds' });
  }
  if (items.length === 0 && removeExternalIds.length === 0) {
    return new ValidationError('No items are given. Give at least one.', { code: 'EMPTY_DATASET', field: 'items' });
  }
  return writeVersion(scope, {
    datasetId,
    items: prepared(items),
    place: placeInList,
    removeExternalIds,
    replace: replace ?? false,
    timeoutMs,
  });
}

function* prepared(items: ItemInput[]): Generator<NumberedItem> {
  for (const [number, given] of items.entries()) {
    const item = prepareItem(given, placeInList(number));
    if (item instanceof ValidationError) throw item;
    yield { ...item, number };
  }
}
