import { oneOf, text } from '../search-values.js';

export const changeKinds = ['ADDED', 'CHANGED', 'REMOVED'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What the address says of a dataset: the version shown, the one that it is compared with, and which changes are wanted. */
export interface DatasetSearch {
  version?: string;
  against?: string;
  kind?: ChangeKind;
}

export function datasetSearch(given: Record<string, unknown>): DatasetSearch {
  return { version: text(given.version), against: text(given.against), kind: oneOf(changeKinds, given.kind) };
}
