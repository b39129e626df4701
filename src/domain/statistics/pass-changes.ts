/** How the verdicts on the same items changed, over those that were judged on both sides. */
export interface PassChanges {
  judged: number;
  /** How many passed left, and right. */
  left: number;
  right: number;
  /** Failed left, passed right. */
  improved: number;
  /** Passed left, failed right. */
  regressed: number;
}

/** Counts by item: 1 passed, 0 failed, -1 not judged. */
export function passChanges(leftPassed: Int8Array, rightPassed: Int8Array): PassChanges {
  const counts = { judged: 0, left: 0, right: 0, improved: 0, regressed: 0 };
  for (const [place, left] of leftPassed.entries()) {
    const right = rightPassed[place] ?? -1;
    if (left === -1 || right === -1) continue;
    counts.judged += 1;
    counts.left += left;
    counts.right += right;
    if (left < right) counts.improved += 1;
    if (left > right) counts.regressed += 1;
  }
  return counts;
}
