import { flag, numberWithin, oneOf, text } from '../search-values.js';

/** What the address says of a comparison: which runs, which rows in which order, and which row is open, with which pair. */
export interface ComparisonSearch {
  /** Run ids parted by commas; each variant’s latest completed run where nothing is said. */
  runs?: string;
  search?: string;
  rows?: 'divergent' | 'agreeing';
  errored?: true;
  /** Rows in which this evaluator gave a cell less than `below`, or less than its threshold. */
  evaluator?: string;
  below?: number;
  order?: 'SCORE_SPREAD';
  /** The dataset item whose outputs are shown side by side. */
  item?: string;
  /** The runs of the pair. */
  left?: string;
  right?: string;
}

export function comparisonSearch(given: Record<string, unknown>): ComparisonSearch {
  return {
    runs: text(given.runs),
    search: text(given.search),
    rows: oneOf(['divergent', 'agreeing'], given.rows),
    errored: flag(given.errored),
    evaluator: text(given.evaluator),
    below: numberWithin(0, 1, given.below),
    order: oneOf(['SCORE_SPREAD'], given.order),
    item: text(given.item),
    left: text(given.left),
    right: text(given.right),
  };
}
