import { decimalOfNumber, formatDecimal, parseDecimal, sumDecimals } from '../../models/decimal.js';
import type { StepContext } from '../types.js';

/** What so many tokens of a model cost, in US dollars; null where its price is not known. */
export type PriceTokens = (model: string, tokens: { inputTokens: number; outputTokens: number }) => Promise<string | null>;

/** What the code of a step says that it used. */
export class Spending implements Pick<StepContext, 'usage' | 'cost'> {
  private readonly used: Parameters<StepContext['usage']>[0][] = [];
  private readonly costs: string[] = [];

  readonly usage: StepContext['usage'] = (used) => {
    const { model, inputTokens, outputTokens } = used;
    if (typeof model !== 'string' || !isCount(inputTokens) || !isCount(outputTokens)) {
      throw new TypeError(
        `usage takes { model, inputTokens, outputTokens }, such as { model: "openai:gpt-4o", inputTokens: 210, outputTokens: 40 }, and was given ${JSON.stringify(used)}.`,
      );
    }
    this.used.push(used);
  };

  readonly cost: StepContext['cost'] = (dollars) => {
    const text = typeof dollars === 'number' && dollars >= 0 && dollars < 1e11 ? decimalOfNumber(dollars) : String(dollars);
    if (!/^\d{1,11}(\.\d{1,12})?$/.test(text)) {
      throw new TypeError(
        `cost takes US dollars of 0 or more, such as "0.0012", and was given ${typeof dollars === 'string' ? JSON.stringify(dollars) : String(dollars)}.`,
      );
    }
    this.costs.push(text);
  };

  /** What it adds up to: tokens are null where none were told of, and the cost is null where nothing was, or a price is not known. */
  async total(price: PriceTokens): Promise<{ inputTokens: number | null; outputTokens: number | null; cost: string | null }> {
    const prices = await Promise.all(this.used.map(({ model, ...tokens }) => price(model, tokens)));
    const known = [...prices, ...this.costs].flatMap((cost) => (cost === null ? [] : [parseDecimal(cost)]));
    const isKnown = known.length > 0 && !prices.includes(null);
    return {
      inputTokens: this.used.length === 0 ? null : sum(this.used.map(({ inputTokens }) => inputTokens)),
      outputTokens: this.used.length === 0 ? null : sum(this.used.map(({ outputTokens }) => outputTokens)),
      cost: isKnown ? formatDecimal(sumDecimals(known)) : null,
    };
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** As far as the database holds it. */
function sum(counts: number[]): number {
  return Math.min(
    counts.reduce((total, count) => total + count, 0),
    2_147_483_647,
  );
}
