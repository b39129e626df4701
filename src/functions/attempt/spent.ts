import { formatDecimal, parseDecimal, sumDecimals } from '../../models/decimal.js';
import { isStorableCost, storableCount } from './storable.js';

/** What steps used of models, as far as they told. */
export interface Spent {
  /** Null where no tokens were told of. */
  inputTokens: number | null;
  outputTokens: number | null;
  /** US dollars; null where nothing was told of, or a price is not known. */
  cost: string | null;
}

export const nothingSpent: Spent = { inputTokens: null, outputTokens: null, cost: null };

/** Both together. A price that is not known of one is not known of both. */
export function addSpent(one: Spent, other: Spent): Spent {
  const costs = [one.cost, other.cost].flatMap((cost) => (cost === null ? [] : [parseDecimal(cost)]));
  const isKnown = costs.length > 0 && !isPriceUnknown(one) && !isPriceUnknown(other);
  const cost = sumDecimals(costs);
  return {
    inputTokens: addTokens(one.inputTokens, other.inputTokens),
    outputTokens: addTokens(one.outputTokens, other.outputTokens),
    cost: isKnown && isStorableCost(cost) ? formatDecimal(cost) : null,
  };
}

/** Whether a model answered whose price is not known. */
function isPriceUnknown({ inputTokens, cost }: Pick<Spent, 'inputTokens' | 'cost'>): boolean {
  return inputTokens !== null && cost === null;
}

function addTokens(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : storableCount((one ?? 0) + (other ?? 0));
}
