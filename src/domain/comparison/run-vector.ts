import type { EvaluatorSnapshot } from '../evaluation/evaluator.js';
import type { Id } from '../../ids.js';
import { meanOf } from '../evaluation/scoring.js';

/** What is known of a unit (one trial of an item). */
export const unitState = { missing: 0, answered: 1, errored: 2 } as const;
/** What is known of an item over its trials. Unstable: no answer was given by more than half of them. */
export const itemState = { ...unitState, unstable: 3 } as const;

/** The evaluator gave no score for lack of anything to judge by. */
export const noScore = -1;
/** The evaluator failed. */
export const failedScore = -2;

/**
 * All results of a run in arrays: one element a unit (item × trial), items in the order of their dataset version. Never
 * changed once made, so that whoever reads it sees one moment of the run.
 */
export interface RunVector {
  runId: Id<'run'>;
  versionId: Id<'datasetVersion'>;
  trials: number;
  items: number;
  /** The run's `sequence` at that moment. */
  sequence: number;
  /** How many results the run had at that moment. Less than `sequence` by those that were withdrawn, to be tried again. */
  results: number;
  /** The part of the outputs that `answers` are of: the run's `comparedAnswer` as JSON text. */
  comparedAnswer: string | null;
  /** Two elements a unit: the 8 bytes that its answer is told apart by; zeros where there is no result. */
  answers: Uint32Array;
  /** A {@link unitState} for each unit. */
  states: Uint8Array;
  /** The evaluators of the run. */
  evaluators: EvaluatorSnapshot[];
  /** For each evaluator its values by unit: 0 to 1, {@link noScore} or {@link failedScore}. */
  scores: Float64Array[];
}

/** A run's results by item. With one trial the arrays are those of the units. */
export interface ItemVector {
  items: number;
  /** Two elements an item: the answer that more than half of its trials gave; zeros where there is none. */
  answers: Uint32Array;
  /** An {@link itemState} for each item. */
  states: Uint8Array;
  /** The mean over the trials that have a score, 0 to 1, by 9 decimals; NaN where none has. */
  scores: Float64Array;
  /** 1: more than half of the judged trials passed; 0: they did not; -1: none was judged. */
  passed: Int8Array;
}

/** A packed run as the table `run_vector` and the function `pack_run` have it, its bytes as base64: Prisma takes twice as long over bytes. */
export interface PackedRun {
  sequence: number;
  results: number;
  comparedAnswer: string | null;
  answers: string;
  states: string;
  scores: string;
}

/** Unpacks what was packed by `pack_run`. */
export function unpackRun(
  run: Pick<RunVector, 'runId' | 'versionId' | 'trials' | 'evaluators'>,
  { answers, states, scores, ...moment }: PackedRun,
): RunVector {
  const unitStates = bytesOfText(states);
  const units = unitStates.length;
  // `float8send` writes the highest byte first.
  const values = bytesOfText(scores);
  Buffer.from(values.buffer).swap64();
  return {
    ...run,
    ...moment,
    items: units / run.trials,
    answers: new Uint32Array(bytesOfText(answers).buffer),
    states: unitStates,
    scores: run.evaluators.map((_, place) => new Float64Array(values.buffer, place * units * 8, units)),
  };
}

/** The bytes at the beginning of a buffer of their own, as arrays of larger elements need them. */
function bytesOfText(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** How many results of a run were withdrawn so far, to be tried again. */
export function withdrawnOf({ sequence, results }: Pick<RunVector, 'sequence' | 'results'>): number {
  return sequence - results;
}

/** How many bytes a vector takes. */
export function bytesOf({ answers, states, scores }: RunVector): number {
  return answers.byteLength + states.byteLength + scores.reduce((sum, values) => sum + values.byteLength, 0);
}

const folded = new WeakMap<RunVector, Map<string, ItemVector>>();

/**
 * A run's results by item: answers by majority, scores by mean.
 *
 * @param counting the places of the evaluators whose scores count; all of them by default.
 */
export function itemVector(
  vector: RunVector,
  counting: readonly number[] = vector.evaluators.map((_, place) => place),
): ItemVector {
  const known = folded.get(vector) ?? new Map<string, ItemVector>();
  folded.set(vector, known);
  const key = counting.join();
  const items = known.get(key) ?? fold(vector, counting);
  known.set(key, items);
  return items;
}

function fold(vector: RunVector, counting: readonly number[]): ItemVector {
  const { items, trials } = vector;
  const { answers, states } = trials === 1 ? vector : foldAnswers(vector);
  // Most who look at answers look at no score.
  let known: Judged | null = null;
  const judged = (): Judged => {
    known ??= foldScores(items, trials, judgeUnits(vector, counting));
    return known;
  };
  return {
    items,
    answers,
    states,
    get scores() {
      return judged().scores;
    },
    get passed() {
      return judged().passed;
    },
  };
}

type Judged = Pick<ItemVector, 'scores' | 'passed'>;

function foldScores(items: number, trials: number, units: Judged): Judged {
  if (trials === 1) return units;
  const scores = new Float64Array(items).fill(Number.NaN);
  const passed = new Int8Array(items).fill(-1);
  for (let item = 0; item < items; item += 1) {
    const values = units.scores.subarray(item * trials, (item + 1) * trials).filter((value) => !Number.isNaN(value));
    if (values.length === 0) continue;
    scores[item] = meanOf([...values]);
    const passes = units.passed.subarray(item * trials, (item + 1) * trials).filter((verdict) => verdict === 1).length;
    passed[item] = 2 * passes > values.length ? 1 : 0;
  }
  return { scores, passed };
}

/** For each unit the mean of the values of the evaluators that count: NaN where none scored, or one of them failed to. */
function judgeUnits({ scores: given, evaluators, states }: RunVector, counting: readonly number[]): Judged {
  const scores = new Float64Array(states.length).fill(Number.NaN);
  const passed = new Int8Array(states.length).fill(-1);
  const counted = counting.flatMap((place) => {
    const values = given[place];
    return values ? [{ values, threshold: evaluators[place]?.threshold ?? 0 }] : [];
  });
  for (let unit = 0; unit < states.length; unit += 1) {
    let count = 0;
    let billionths = 0;
    let passing = 1;
    for (const { values, threshold } of counted) {
      const value = values[unit] ?? noScore;
      if (value === noScore) continue;
      if (value === failedScore) {
        count = 0;
        break;
      }
      count += 1;
      billionths += Math.round(value * 1e9);
      if (value < threshold) passing = 0;
    }
    if (count === 0) continue;
    scores[unit] = Math.round(billionths / count) / 1e9;
    passed[unit] = passing;
  }
  return { scores, passed };
}

function foldAnswers({ items, trials, answers, states }: RunVector): Pick<ItemVector, 'answers' | 'states'> {
  const majority = new Uint32Array(items * 2);
  const itemStates = new Uint8Array(items);
  for (let item = 0; item < items; item += 1) {
    const first = item * trials;
    const unit = majorityUnit(answers, states, first, first + trials);
    if (unit === 'missing') continue;
    if (unit === 'none') {
      itemStates[item] = itemState.unstable;
      continue;
    }
    majority[item * 2] = answers[unit * 2] ?? 0;
    majority[item * 2 + 1] = answers[unit * 2 + 1] ?? 0;
    itemStates[item] = states[unit] ?? itemState.missing;
  }
  return { answers: majority, states: itemStates };
}

/** The first of the units whose answer more than half of those present gave. */
function majorityUnit(answers: Uint32Array, states: Uint8Array, from: number, to: number): number | 'missing' | 'none' {
  let present = 0;
  // Boyer and Moore (1981): whatever has a majority is what is left after pairing off different answers.
  let candidate = -1;
  let lead = 0;
  const same = (a: number, b: number) => answers[a * 2] === answers[b * 2] && answers[a * 2 + 1] === answers[b * 2 + 1];
  for (let unit = from; unit < to; unit += 1) {
    if (states[unit] === unitState.missing) continue;
    present += 1;
    if (lead === 0) candidate = unit;
    lead += same(unit, candidate) ? 1 : -1;
  }
  if (present === 0) return 'missing';
  let votes = 0;
  let first = -1;
  for (let unit = from; unit < to; unit += 1) {
    if (states[unit] === unitState.missing || !same(unit, candidate)) continue;
    votes += 1;
    if (first === -1) first = unit;
  }
  return 2 * votes > present ? first : 'none';
}
