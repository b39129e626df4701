/** What a cell, or a run over all items, can win. */
export const prizes = {
  fastest: 'fastest',
  fewestTokens: 'fewest tokens',
  cheapest: 'cheapest',
  best: 'best score',
  passesMost: 'best pass rate',
} as const;

export type Prize = keyof typeof prizes;

type Entrant = Partial<Record<Prize, boolean>>;

/**
 * The prizes that say something in a row: those that one entrant has and another has not. What all share, such as a price of
 * nothing, is no difference, and neither is what one wins against nobody.
 */
export function prizesThatTell(entrants: readonly Entrant[]): Set<Prize> {
  const telling = (Object.keys(prizes) as Prize[]).filter(
    (prize) => entrants.some((entrant) => entrant[prize]) && !entrants.every((entrant) => entrant[prize]),
  );
  return new Set(telling);
}

/** The columns, each with whether it passed most often. Where no score is the best, for they have none or other judges gave them, none has. */
export function withPassesMost<Column extends { best: boolean; passRate: number | null }>(columns: readonly Column[]) {
  const judged = columns.some(({ best }) => best);
  const highest = Math.max(...columns.map(({ passRate }) => passRate ?? Number.NEGATIVE_INFINITY));
  return columns.map((column) => ({ ...column, passesMost: judged && column.passRate === highest }));
}
