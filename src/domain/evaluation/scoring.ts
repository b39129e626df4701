import { storableText } from '../../json.js';
import type { Fault } from '../../models/outcome.js';
import type { EvaluatorSnapshot, LocalEvaluator, RemoteVerdict, Score, Subject, Verdict } from './evaluator.js';
import { evaluatorDefinitions } from './evaluators.js';

const longestExplanation = 2000;
// A run judges all of its results with the same snapshots; configurations are parsed once.
const parsedConfigurations = new WeakMap<EvaluatorSnapshot, unknown>();

/**
 * The scores of all evaluators that need no model or service. One without anything to judge by gives none; one that throws
 * gives a score with an error and no value, because the variant is not to blame.
 */
export function judgeLocally(snapshots: readonly EvaluatorSnapshot[], subject: Subject): Score[] {
  return snapshots.flatMap((snapshot) => {
    const definition = evaluatorDefinitions[snapshot.kind];
    if (definition.where !== 'local') return [];
    try {
      const verdict = definition.judge(subject, configurationOf(snapshot, definition));
      return verdict === null ? [] : [scored(snapshot, verdict, { usage: null, cost: null })];
    } catch (error) {
      return [
        failed(snapshot, 'evaluator_failed', error instanceof Error ? error.message : String(error), { usage: null, cost: null }),
      ];
    }
  });
}

/** The scores of a result without an output: 0 by every evaluator. */
export function scoresOfFault(snapshots: readonly EvaluatorSnapshot[]): Score[] {
  return snapshots.map((snapshot) =>
    scored(snapshot, { value: 0, explanation: 'The result is an error.' }, { usage: null, cost: null }),
  );
}

/** The score that a remote evaluator's answer makes; null (nothing to judge by) makes none. */
export function scoreFromVerdict(snapshot: EvaluatorSnapshot, verdict: RemoteVerdict | Fault | null): Score | null {
  if (verdict === null) return null;
  return verdict.kind === 'verdict'
    ? scored(snapshot, verdict, verdict)
    : failed(snapshot, verdict.type, verdict.message, verdict);
}

/**
 * A result's score: the mean of the values that the given evaluators gave it, and whether each reached its threshold. Both
 * are null where none scored, or one of them failed to. Scores of other evaluators don't count.
 */
export function overallScore(
  scores: readonly Score[],
  evaluators: readonly EvaluatorSnapshot[],
): { score: number | null; passed: boolean | null } {
  const counted = scores.filter((score) => evaluators.some((evaluator) => evaluator.id === score.evaluatorId));
  const values = counted.map((score) => score.value).filter((value) => value !== null);
  if (values.length === 0 || values.length < counted.length) return { score: null, passed: null };
  return { score: meanOf(values), passed: counted.every((score) => score.passed) };
}

/** The mean of values from 0 to 1, which are not none, rounded to 9 decimals. Summed as whole billionths, so that order does not matter. */
export function meanOf(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + Math.round(value * 1e9), 0);
  return Math.round(sum / values.length) / 1e9;
}

type Spent = Pick<Score, 'usage' | 'cost'>;

function scored(snapshot: EvaluatorSnapshot, { value, explanation }: Verdict, { usage, cost }: Spent): Score {
  if (!Number.isFinite(value))
    return failed(snapshot, 'invalid_score', `The evaluator gave ${value} for a score.`, { usage, cost });
  const rounded = Math.round(Math.min(Math.max(value, 0), 1) * 1e9) / 1e9;
  const shortened = explanation === null ? null : storableText(explanation.slice(0, longestExplanation));
  return {
    evaluatorId: snapshot.id,
    value: rounded,
    passed: rounded >= snapshot.threshold,
    explanation: shortened,
    error: null,
    usage,
    cost,
  };
}

function failed(snapshot: EvaluatorSnapshot, type: string, message: string, { usage, cost }: Spent): Score {
  const error = { type, message: storableText(message.slice(0, longestExplanation)) };
  return { evaluatorId: snapshot.id, value: null, passed: null, explanation: null, error, usage, cost };
}

function configurationOf(snapshot: EvaluatorSnapshot, definition: LocalEvaluator): unknown {
  const known = parsedConfigurations.get(snapshot);
  if (known !== undefined) return known;
  const configuration = definition.configuration.parse(snapshot.configuration);
  parsedConfigurations.set(snapshot, configuration);
  return configuration;
}
