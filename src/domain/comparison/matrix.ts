import { type ItemVector, itemState } from './run-vector.js';

/** How the answers of a row stand to each other. */
export const rowStates = ['AGREEING', 'DIVERGENT', 'INCOMPLETE'] as const;
export type RowState = (typeof rowStates)[number];

/** One run in a matrix. */
export interface MatrixColumn {
  items: ItemVector;
  /** For each row the item's position in the run's dataset version, -1 where it has none; null where they are the same. */
  positions: Int32Array | null;
}

export interface MatrixSummary {
  rows: number;
  /** At least two different answers are there. */
  divergentRows: number;
  /** Every cell is there, with one answer. */
  agreeingRows: number;
  /** Cells are missing, and those that are there agree. */
  incompleteRows: number;
}

/** What was made of some runs' results, apart from them. */
export interface MatrixFacts {
  /** A place in {@link rowStates} for each row. */
  states: Uint8Array;
  summary: MatrixSummary;
  /** The rows by the spread of their scores; null until that is first asked for. */
  bySpread: Int32Array | null;
}

/** Some runs over the union of their items: all that is asked of every row at once. Pure, and of one moment. */
export class Matrix {
  /** @param facts of the same columns, where they are known. They hold none of the results, which so may be forgotten. */
  constructor(
    readonly rows: number,
    readonly columns: readonly MatrixColumn[],
    readonly facts: MatrixFacts = matrixFacts(rows, columns),
  ) {}

  /** A place in {@link rowStates} for each row. */
  get states(): Uint8Array {
    return this.facts.states;
  }

  get summary(): MatrixSummary {
    return this.facts.summary;
  }

  /** A row's item in a column; -1 where the run's dataset version has no such item. */
  itemOf(column: MatrixColumn, row: number): number {
    if (column.positions) return column.positions[row] ?? -1;
    return row < column.items.items ? row : -1;
  }

  /** Whether a cell of the row is an error. */
  hasError(row: number): boolean {
    return this.columns.some((column) => column.items.states[this.itemOf(column, row)] === itemState.errored);
  }

  /** All rows, those with the largest difference between two scores first; rows with fewer than two scores last. */
  bySpread(): Int32Array {
    this.facts.bySpread ??= this.orderBySpread();
    return this.facts.bySpread;
  }

  private orderBySpread(): Int32Array {
    const spreads = new Float64Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) spreads[row] = this.spreadOf(row);
    return Int32Array.from(spreads.keys()).sort((a, b) => (spreads[b] ?? 0) - (spreads[a] ?? 0) || a - b);
  }

  /** The largest score of the row minus the smallest, by 9 decimals; -1 with fewer than two scores. */
  spreadOf(row: number): number {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    let scored = 0;
    for (const column of this.columns) {
      const score = column.items.scores[this.itemOf(column, row)];
      if (score === undefined || Number.isNaN(score)) continue;
      scored += 1;
      least = Math.min(least, score);
      most = Math.max(most, score);
    }
    return scored < 2 ? -1 : Math.round((most - least) * 1e9) / 1e9;
  }
}

function matrixFacts(rows: number, columns: readonly MatrixColumn[]): MatrixFacts {
  const states = statesOf(rows, columns);
  let divergentRows = 0;
  let incompleteRows = 0;
  for (let row = 0; row < rows; row += 1) {
    divergentRows += Number(states[row] === divergent);
    incompleteRows += Number(states[row] === incomplete);
  }
  const agreeingRows = rows - divergentRows - incompleteRows;
  return { states, summary: { rows, divergentRows, agreeingRows, incompleteRows }, bySpread: null };
}

const agreeing = rowStates.indexOf('AGREEING');
const divergent = rowStates.indexOf('DIVERGENT');
const incomplete = rowStates.indexOf('INCOMPLETE');

/** A place in {@link rowStates} for each row. */
function statesOf(rows: number, columns: readonly MatrixColumn[]): Uint8Array {
  return columns.every((column) => isWhole(column, rows)) ? statesOfWhole(rows, columns) : statesOfAny(rows, columns);
}

/** Whether every row has a cell in the column that is there, and stable. */
function isWhole({ items: { items, states }, positions }: MatrixColumn, rows: number): boolean {
  return positions === null && items === rows && !states.includes(itemState.missing) && !states.includes(itemState.unstable);
}

/** Runs that have ended mostly have every result. Without a branch a million cells take some 4 ms, less than half of what they do with. */
function statesOfWhole(rows: number, [first, ...others]: readonly MatrixColumn[]): Uint8Array {
  const states = new Uint8Array(rows);
  if (!first) return states;
  const expected = first.items.answers;
  const differences = new Uint32Array(rows);
  for (const { items } of others) {
    const { answers } = items;
    for (let row = 0; row < rows; row += 1) {
      const high = (expected[row * 2] ?? 0) ^ (answers[row * 2] ?? 0);
      const low = (expected[row * 2 + 1] ?? 0) ^ (answers[row * 2 + 1] ?? 0);
      differences[row] = (differences[row] ?? 0) | high | low;
    }
  }
  for (let row = 0; row < rows; row += 1) states[row] = differences[row] === 0 ? agreeing : divergent;
  return states;
}

function statesOfAny(rows: number, columns: readonly MatrixColumn[]): Uint8Array {
  const states = new Uint8Array(rows).fill(agreeing);
  // The state and the answer of each row's first cell that is there.
  const firstStates = new Uint8Array(rows);
  const firstAnswers = new Uint32Array(rows * 2);
  for (const { items, positions } of columns) {
    const { answers, states: cellStates } = items;
    for (let row = 0; row < rows; row += 1) {
      const item = positions ? (positions[row] ?? -1) : row;
      const state = cellStates[item] ?? itemState.missing;
      const firstState = firstStates[row];
      if (state === itemState.missing) {
        if (states[row] === agreeing) states[row] = incomplete;
      } else if (firstState === itemState.missing) {
        firstStates[row] = state;
        firstAnswers[row * 2] = answers[item * 2] ?? 0;
        firstAnswers[row * 2 + 1] = answers[item * 2 + 1] ?? 0;
      } else if (
        // An unstable cell agrees with no other.
        state === itemState.unstable ||
        firstState === itemState.unstable ||
        firstAnswers[row * 2] !== answers[item * 2] ||
        firstAnswers[row * 2 + 1] !== answers[item * 2 + 1]
      ) {
        states[row] = divergent;
      }
    }
  }
  return states;
}
