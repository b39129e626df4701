import type { ComparisonReport } from './compare/comparison-report.js';
import { explain, titleOf } from './compare/words.js';
import { formatCount, formatScore } from './quantities.js';
import type { RunState } from './run-summary.js';

/** The completed runs with the highest average scores: the two highest, or all that share the highest. */
export type Lead = { kind: 'ahead'; first: Scored; second: Scored } | { kind: 'level'; runs: Scored[] };

interface Scored {
  id: string;
  name: string;
  score: number;
  itemsTotal: number;
}

/** Which runs lead; null with fewer than two that have scores. */
export function leadOf(runs: readonly RunState[]): Lead | null {
  const scored = runs.flatMap(({ id, variant, status, itemsTotal, metrics: { averageScore } }) =>
    averageScore === null || status !== 'COMPLETED'
      ? []
      : [{ id, name: variant.name, score: Number(averageScore.toFixed(9)), itemsTotal }],
  );
  scored.sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  if (!first || !second) return null;
  const level = scored.filter(({ score }) => score === first.score);
  return level.length > 1 ? { kind: 'level', runs: level } : { kind: 'ahead', first, second };
}

/**
 * Which variant is ahead on the items that were run, and whether that is more than chance.
 *
 * @param report the first run against the second.
 */
export function describeLead({ first, second }: Extract<Lead, { kind: 'ahead' }>, report: ComparisonReport): string {
  return (
    `${first.name} is ahead on ${itemsOf(first)}: average score ${formatScore(first.score)}, then ${second.name} with ${formatScore(second.score)}.\n` +
    `${titleOf(report)}, against ${second.name}. ${explain(report)}`
  );
}

/** Which variants share the first place. */
export function describeLevel(runs: readonly Scored[]): string {
  const names = runs.map(({ name }) => name);
  const [first] = runs;
  if (!first) throw new Error('Runs that are level are two at least.');
  const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${all} are level on ${itemsOf(first)}: average score ${formatScore(first.score)}.`;
}

function itemsOf({ itemsTotal }: Scored): string {
  return `these ${formatCount(itemsTotal)} items`;
}
