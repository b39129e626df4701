import type { ComparisonFilter, ComparisonOrder } from './generated.js';
import type { ComparisonSearch } from './search.js';

/** Which rows of a comparison are listed, in which order. */
export interface RowList {
  filter: ComparisonFilter;
  orderBy: ComparisonOrder;
}

/** What the address says of the rows, as the API asks for it. */
export function rowListOf({ search, rows, errored, evaluator, below, order }: ComparisonSearch): RowList {
  return {
    filter: {
      ...(search === undefined ? {} : { search }),
      ...(rows === undefined ? {} : { divergent: rows === 'divergent' }),
      ...(errored ? { errored } : {}),
      ...(evaluator === undefined ? {} : { below: { evaluatorId: evaluator, ...(below === undefined ? {} : { value: below }) } }),
    },
    orderBy: order ?? 'DATASET',
  };
}

/** Whether two lists are of the same rows in the same order, whatever the runs. */
export function listAlike(one: RowList, other: RowList): boolean {
  return one.orderBy === other.orderBy && JSON.stringify(one.filter) === JSON.stringify(other.filter);
}

export function isFiltered({ filter }: RowList): boolean {
  return Object.keys(filter).length > 0;
}

/** Whether a row’s position in the list is its place among all rows: then one that has changed can be put in where it stands. */
export function standsInPlace(list: RowList): boolean {
  return !isFiltered(list) && list.orderBy === 'DATASET';
}
