import { canonicalJson, hashJson, isJsonObject } from '../../json.js';
import { type EvaluatorSnapshot, evaluatorsOf } from '../evaluation/evaluator.js';

/** An evaluator that judged both runs by the same rules. */
export interface CommonEvaluator {
  /** As the current run keeps it. */
  evaluator: EvaluatorSnapshot;
  /** Where it stands among the evaluators of each run. */
  baselinePlace: number;
  currentPlace: number;
}

/** The two runs of a report. */
export const regressionSides = ['BASELINE', 'CURRENT', 'BOTH'] as const;
export type RegressionSide = (typeof regressionSides)[number];

/** An evaluator that judged one of the runs alone, or each by other rules. Its scores do not count. */
export interface IgnoredEvaluator {
  evaluator: EvaluatorSnapshot;
  /** Which of the runs it judged. */
  side: RegressionSide;
}

/**
 * What two evaluators must share to be the same, as canonical JSON: name, kind, configuration and threshold, and the model that
 * judges. A model that is named without its provider may have been resolved to another one since.
 */
export function rulesOf({ name, kind, configuration, threshold, plan }: EvaluatorSnapshot): string {
  const model = plan?.values.model;
  const judge = isJsonObject(model) ? [model.provider ?? null, model.model ?? null] : null;
  return canonicalJson({ name, kind, configuration, threshold, judge });
}

/** A digest of the rules that a run is judged by: the scores of two runs say something of each other where they have it in common. */
export function judgedBy(run: { evaluators: unknown }): string {
  return hashJson(evaluatorsOf(run).map(rulesOf).sort()).toString('base64url').slice(0, 22);
}

/** The evaluators that two runs have in common, in the current run's order, and those that they have not. */
export function commonEvaluators(
  baseline: readonly EvaluatorSnapshot[],
  current: readonly EvaluatorSnapshot[],
): { common: CommonEvaluator[]; ignored: IgnoredEvaluator[] } {
  const unmatched = baseline.map((evaluator, place) => ({ evaluator, place, rules: rulesOf(evaluator) }));
  const common: CommonEvaluator[] = [];
  const ignored: IgnoredEvaluator[] = [];
  for (const [currentPlace, evaluator] of current.entries()) {
    const rules = rulesOf(evaluator);
    const match = unmatched.findIndex((candidate) => candidate.rules === rules);
    const [matched] = match === -1 ? [] : unmatched.splice(match, 1);
    if (matched) common.push({ evaluator, baselinePlace: matched.place, currentPlace });
    else ignored.push({ evaluator, side: 'CURRENT' });
  }
  ignored.push(...unmatched.map(({ evaluator }) => ({ evaluator, side: 'BASELINE' as const })));
  return { common, ignored };
}

/** For each of some lists where those evaluators stand in it that all of the lists have in common, in one order. */
export function placesInAll(lists: readonly (readonly EvaluatorSnapshot[])[]): number[][] {
  const [first = [], ...others] = lists;
  let rows = first.map((evaluator, place) => ({ evaluator, places: [place] }));
  for (const list of others) {
    const { common } = commonEvaluators(
      rows.map(({ evaluator }) => evaluator),
      list,
    );
    rows = common.flatMap(({ baselinePlace, currentPlace }) => {
      const row = rows[baselinePlace];
      return row ? [{ ...row, places: [...row.places, currentPlace] }] : [];
    });
  }
  return lists.map((_, list) => rows.flatMap(({ places }) => places[list] ?? []));
}
