import { Prisma } from '../../database/client.js';
import type { Run } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { meanOf } from '../evaluation/scoring.js';

/** One result as a cell is made of it. */
export interface CellResult {
  id: Id<'result'>;
  trial: number;
  /** What the answer is told apart by; all errors have one. */
  answer: string;
  /** What went wrong; null where there is an output. */
  errorType: string | null;
  errorMessage: string | null;
  durationMs: number | null;
  /** Input and output together; null where the usage is unknown. */
  tokens: number | null;
  /** US dollars; null where the price is unknown. */
  cost: Prisma.Decimal | null;
  score: number | null;
  passed: boolean | null;
}

/** One item in one run, over its trials. */
export interface Cell {
  run: Run;
  /** By trial; none while the item has not been run. */
  results: CellResult[];
  answer: CellAnswer;
  /** The means over the results that gave the answer's kind (an output, or an error). */
  durationMs: number | null;
  totalTokens: number | null;
  /** US dollars; null where any is unknown. */
  cost: Prisma.Decimal | null;
  /** The mean over the trials that have a score. */
  score: number | null;
  passed: boolean | null;
  fastest: boolean;
  fewestTokens: boolean;
  cheapest: boolean;
  /** Not the answer of the row's majority; in a divergent row without one, every cell that is there. */
  outlier: boolean;
}

/** What more than half of a cell's results gave; unstable where nothing is. */
export type CellAnswer =
  | { kind: 'missing' }
  | { kind: 'output' | 'error'; answer: string; resultId: Id<'result'> }
  | { kind: 'unstable' };

/** One item in all runs of a comparison. */
export interface ComparisonRow {
  /** Its place in the order of all rows, 0 for the first. */
  place: number;
  itemId: Id<'datasetItem'>;
  /** In the order of the columns. */
  cells: Cell[];
  /** At least two answers that are there differ. */
  divergent: boolean;
  /** Whether more than half of the answers that are there are the same. */
  hasMajority: boolean;
}

/** A row from the results of its item in every run of the comparison. */
export function comparisonRow(
  place: number,
  itemId: Id<'datasetItem'>,
  columns: readonly { run: Run; results: CellResult[] }[],
): ComparisonRow {
  const cells = columns.map(({ run, results }) => cellOf(run, results));
  const votes = cells.flatMap(({ answer }, column) => vote(answer, column) ?? []);
  const majority = moreThanHalf(votes);
  const divergent = new Set(votes).size > 1;
  markWinners(cells, 'fastest', ({ durationMs }) => durationMs);
  markWinners(cells, 'fewestTokens', ({ totalTokens }) => totalTokens);
  markWinners(cells, 'cheapest', ({ cost }) => cost);
  cells.forEach((cell, column) => {
    const own = vote(cell.answer, column);
    cell.outlier = divergent && own !== null && own !== majority;
  });
  return { place, itemId, cells, divergent, hasMajority: majority !== null };
}

/** What a cell says in the row's vote: nothing where it is missing; when unstable, what no other cell says. */
function vote(answer: CellAnswer, column: number): string | null {
  switch (answer.kind) {
    case 'missing':
      return null;
    case 'unstable':
      return `unstable ${column}`;
    case 'output':
    case 'error':
      return answer.answer;
  }
}

function cellOf(run: Run, results: CellResult[]): Cell {
  const answer = answerOf(results);
  // An unstable cell is told by its outputs, where it has any.
  const errors = answer.kind === 'error' || (answer.kind === 'unstable' && results.every(isError));
  const counted = results.filter((result) => isError(result) === errors);
  const scores = results.map(({ score }) => score).filter((score) => score !== null);
  const verdicts = results.map(({ passed }) => passed).filter((passed) => passed !== null);
  return {
    run,
    results,
    answer,
    durationMs: mean(known(counted.map(({ durationMs }) => durationMs))),
    totalTokens: mean(known(counted.map(({ tokens }) => tokens))),
    cost: meanCost(counted.map(({ cost }) => cost)),
    score: scores.length === 0 ? null : meanOf(scores),
    passed: verdicts.length === 0 ? null : 2 * verdicts.filter(Boolean).length > verdicts.length,
    fastest: false,
    fewestTokens: false,
    cheapest: false,
    outlier: false,
  };
}

function isError({ errorType }: CellResult): boolean {
  return errorType !== null;
}

function answerOf(results: readonly CellResult[]): CellAnswer {
  if (results.length === 0) return { kind: 'missing' };
  const majority = moreThanHalf(results.map(({ answer }) => answer));
  const result = results.find(({ answer }) => answer === majority);
  if (!result) return { kind: 'unstable' };
  return { kind: isError(result) ? 'error' : 'output', answer: result.answer, resultId: result.id };
}

/** What more than half of the votes are for; null where nothing is. */
export function moreThanHalf(votes: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const given of votes) counts.set(given, (counts.get(given) ?? 0) + 1);
  for (const [given, count] of counts) if (2 * count > votes.length) return given;
  return null;
}

type Mark = 'fastest' | 'fewestTokens' | 'cheapest';

/** Marks the cells with the least of something, all of the tied. A cell without an answer, or with an error, never wins. */
function markWinners(cells: Cell[], mark: Mark, of: (cell: Cell) => number | Prisma.Decimal | null): void {
  const entrants = cells.filter(({ answer, results }) => {
    if (answer.kind === 'unstable') return !results.every(isError);
    return answer.kind === 'output';
  });
  const winners = leastOf(entrants, of);
  for (const cell of winners) cell[mark] = true;
}

/** Those with the least value, all of the tied; what has no value takes no part. */
export function leastOf<T>(entrants: readonly T[], of: (entrant: T) => number | Prisma.Decimal | null): T[] {
  let least: Prisma.Decimal | null = null;
  let winners: T[] = [];
  for (const entrant of entrants) {
    const value = of(entrant);
    if (value === null) continue;
    const exact = new Prisma.Decimal(value);
    const order = least === null ? -1 : exact.comparedTo(least);
    if (order > 0) continue;
    if (order < 0) winners = [];
    winners.push(entrant);
    least = exact;
  }
  return winners;
}

/** The values, or none at all where one of them is unknown. */
function known(values: (number | null)[]): number[] {
  const given = values.filter((value) => value !== null);
  return given.length === values.length ? given : [];
}

function mean(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanCost(costs: (Prisma.Decimal | null)[]): Prisma.Decimal | null {
  const given = costs.filter((cost) => cost !== null);
  if (given.length === 0 || given.length < costs.length) return null;
  return given
    .reduce((sum, cost) => sum.plus(cost), new Prisma.Decimal(0))
    .div(given.length)
    .toDecimalPlaces(12);
}
