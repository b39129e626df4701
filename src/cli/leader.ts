import { formatCount, formatScore } from './quantities.js';
import type { RunState } from './run-summary.js';

/** Which variant has the highest average score, told as what it is: a look at these items, not a test. Null where nothing was scored. */
export function describeLeader(runs: readonly RunState[]): string | null {
  const scored = runs.flatMap(({ variant, status, itemsTotal, metrics: { averageScore } }) =>
    averageScore === null || status !== 'COMPLETED'
      ? []
      : [{ name: variant.name, score: Number(averageScore.toFixed(9)), itemsTotal }],
  );
  scored.sort((a, b) => b.score - a.score);
  const [first, ...others] = scored;
  const second = others[0];
  if (!first || !second) return null;
  const items = `these ${formatCount(first.itemsTotal)} items`;
  const level = [first, ...others.filter(({ score }) => score === first.score)];
  if (level.length > 1)
    return `${listOf(level.map(({ name }) => name))} are level on ${items}: average score ${formatScore(first.score)}.`;
  return (
    `${first.name} is ahead on ${items}: average score ${formatScore(first.score)}, then ${second.name} with ${formatScore(second.score)}.\n` +
    'Nothing says yet that it would be on others: the difference has not been tested, and so few items leave room for chance.'
  );
}

function listOf(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
