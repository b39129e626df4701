import type { Run, Variant } from '../../database/client.js';
import { positionsIn, rowOrder } from '../comparison/row-order.js';
import { itemVector, type RunVector } from '../comparison/run-vector.js';
import { evaluatorsOf } from '../evaluation/evaluator.js';
import { placesInAll } from '../regression/common-evaluators.js';
import type { Scope } from '../scope.js';
import type { Combination } from './combinations.js';
import { interactionOf, type InteractionFigures } from './interaction.js';

/** Changes tried apart and together, with the runs that tell of them. */
export interface MeasuredCombination extends Combination<Variant> {
  runs: { root: Run; without: Run; alone: Run; together: Run };
}

/** What came of changes tried apart and together; no figures where no item has a score in all four runs. */
export interface Interaction extends MeasuredCombination {
  figures: InteractionFigures | null;
  /** What doesn't add up, in words; null where nothing says that it doesn't. */
  note: string | null;
}

/** How a combination turned out, by the scores of the evaluators that judged all four runs by the same rules. */
export async function measureInteraction(scope: Scope, combination: MeasuredCombination): Promise<Interaction> {
  const { root, without, alone, together } = combination.runs;
  const runs = [root, without, alone, together];
  const places = placesInAll(runs.map(evaluatorsOf));
  const vectors = await scope.vectors.load(runs.map(({ id }) => id));
  const order = await rowOrder(
    scope.db,
    vectors.map(({ versionId }) => versionId),
  );
  const [rootScores, one, other, both] = vectors.map((vector, place) =>
    scoresByRow(vector, places[place] ?? [], order.rows, positionsIn(order, vector.versionId)),
  );
  if (!rootScores || !one || !other || !both) throw new Error('Each run that is asked for has a vector.');
  const seed = runs.map(({ id }) => id).join('/');
  const figures = interactionOf({ root: rootScores, one, other, together: both }, seed);
  return { ...combination, figures, note: figures && noteOn(combination, figures) };
}

/** The score of the item in each row; NaN where there is none. */
function scoresByRow(vector: RunVector, counting: readonly number[], rows: number, positions: Int32Array | null): Float64Array {
  const { scores } = itemVector(vector, counting);
  if (!positions) return scores;
  return Float64Array.from({ length: rows }, (_, row) => scores[positions[row] ?? -1] ?? Number.NaN);
}

function noteOn({ without, alone, together }: Combination<Variant>, figures: InteractionFigures): string | null {
  const { expected, actual, difference, addsUp } = figures;
  if (addsUp !== false) return null;
  const interval = `95 %: ${signed(difference.confidenceLow ?? 0)} to ${signed(difference.confidenceHigh ?? 0)}`;
  return `What "${without.name}" and "${alone.name}" change apart would make ${signed(expected)} in mean score; together, in "${together.name}", they make ${signed(actual)}. The difference of ${signed(difference.value)} (${interval}, over ${difference.items} items) is more than chance explains.`;
}

function signed(score: number): string {
  return `${score < 0 ? '−' : '+'}${Math.abs(score).toFixed(3)}`;
}
