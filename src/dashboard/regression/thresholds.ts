/** What the API takes where nothing is said. */
export const defaultThreshold = 0.05;

const offered = [0.01, 0.02, defaultThreshold, 0.1, 0.15, 0.2, 0.3, 0.5];

/** The thresholds to choose from: whatever the address says is one of them. */
export function thresholdsWith(current: number): number[] {
  return [...new Set([...offered, current])].sort((a, b) => a - b);
}
