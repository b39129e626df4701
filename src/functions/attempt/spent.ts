import { formatDecimal, parseDecimal, sumDecimals } from '../../models/decimal.js';

/** What steps used of models, as far as they told. */
export interface Spent {
  /** Null where no tokens were told of. */
  inputTokens: number | null;
  outputTokens: number | null;
  /** US dollars; null where nothing was told of, or a price is not known. */
  cost: string | null;
}

export const nothingSpent: Spent = { inputTokens: null, outputTokens: null, cost: null };

/** As many as the database holds. */
const mostTokens = 2_147_483_647;
/** A cost of more digits before the point is one that the database does not hold. */
const mostDigits = 12;

/** Both together. A price that is not known of one is not known of both. */
export function addSpent(one: Spent, other: Spent): Spent {
  const costs = [one.cost, other.cost].flatMap((cost) => (cost === null ? [] : [parseDecimal(cost)]));
  const isKnown = costs.length > 0 && !isPriceUnknown(one) && !isPriceUnknown(other);
  const cost = isKnown ? formatDecimal(sumDecimals(costs)) : null;
  return {
    inputTokens: addTokens(one.inputTokens, other.inputTokens),
    outputTokens: addTokens(one.outputTokens, other.outputTokens),
    cost: cost !== null && digitsOf(cost) <= mostDigits ? cost : null,
  };
}

/** Whether a model answered whose price is not known. */
function isPriceUnknown({ inputTokens, cost }: Pick<Spent, 'inputTokens' | 'cost'>): boolean {
  return inputTokens !== null && cost === null;
}

/** Before the point. */
function digitsOf(cost: string): number {
  const point = cost.indexOf('.');
  return point === -1 ? cost.length : point;
}

function addTokens(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : Math.min((one ?? 0) + (other ?? 0), mostTokens);
}
