import type { RecentRunFragment } from './generated.js';

/** How runs stand, and what they are held against: as long as it is the same text, so is everything that is told of ended runs. */
export function standingOf(runs: readonly RecentRunFragment[]): string {
  return runs.map(({ id, status, variant }) => `${id} ${status} ${variant.baselineRun?.id ?? ''}`).join('\n');
}
