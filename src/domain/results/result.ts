import type { Id } from '../../ids.js';
import { resultIdOf } from '../../ids.js';
import { type Json, type JsonObject, storable, storableText } from '../../json.js';
import type { Outcome } from '../../models/outcome.js';
import type { AnswerOptions } from '../evaluation/answer.js';
import type { EvaluatorSnapshot, Score } from '../evaluation/evaluator.js';
import { answerHash } from '../evaluation/answer-hash.js';
import { overallScore } from '../evaluation/scoring.js';
import type { Unit } from '../runs/units.js';

/** A result as the SQL function `commit_results` takes it. */
export interface NewResult extends JsonObject {
  id: string;
  item: string;
  trial: number;
  output: Json;
  errorType: string | null;
  errorMessage: string | null;
  /** Hexadecimal, 8 bytes. */
  hash: string;
  durationMs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  /** US dollars, a decimal string. */
  cost: string | null;
  score: number | null;
  passed: boolean | null;
  /** How many judges were asked whose price is unknown. */
  judgeCostsUnknown: number;
  scores: JsonObject[];
}

/** What a result takes from its run. */
export interface ResultsRun {
  id: Id<'run'>;
  evaluators: EvaluatorSnapshot[];
  /** The part of an output that is compared; null: all of it. */
  comparedAnswer: AnswerOptions | null;
}

/** The result that an outcome and its scores make. */
export function newResult(run: ResultsRun, unit: Unit, outcome: Outcome, scores: Score[]): NewResult {
  const { evaluators } = run;
  const { score, passed } = overallScore(scores, evaluators);
  const error = outcome.kind === 'fault' ? outcome : null;
  return {
    id: resultIdOf(run.id, unit.itemId, unit.trial),
    item: unit.itemId,
    trial: unit.trial,
    output: outcome.kind === 'answer' ? storable(outcome.output) : null,
    errorType: error ? storableText(error.type) : null,
    errorMessage: error ? storableText(error.message) : null,
    hash: answerHash(outcome, run.comparedAnswer),
    durationMs: outcome.durationMs === null ? null : Math.round(outcome.durationMs),
    inputTokens: outcome.usage?.inputTokens ?? null,
    outputTokens: outcome.usage?.outputTokens ?? null,
    cost: outcome.cost,
    score,
    passed,
    judgeCostsUnknown: scores.filter((given) => outcome.kind === 'answer' && isOfUnknownCost(given, evaluators)).length,
    scores: scores.map(newScore),
  };
}

/** Whether a model was asked for the score and what that cost is not known; a judge that failed before it answered cost nothing. */
function isOfUnknownCost({ evaluatorId, cost, usage, error }: Score, evaluators: EvaluatorSnapshot[]): boolean {
  const isRemote = evaluators.some(({ id, plan }) => id === evaluatorId && plan !== null);
  return isRemote && cost === null && (error === null || usage !== null);
}

function newScore(score: Score): JsonObject {
  return {
    evaluatorId: score.evaluatorId,
    value: score.value,
    passed: score.passed,
    explanation: score.explanation === null ? null : storableText(score.explanation),
    errorType: score.error?.type ?? null,
    errorMessage: score.error ? storableText(score.error.message) : null,
    inputTokens: score.usage?.inputTokens ?? null,
    outputTokens: score.usage?.outputTokens ?? null,
    cost: score.cost,
  };
}
