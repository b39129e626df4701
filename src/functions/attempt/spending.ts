import { type Decimal, decimalOfNumber, formatDecimal, parseDecimal, sumDecimals } from '../../models/decimal.js';
import { NonRetriableError } from '../errors.js';
import type { StepContext } from '../types.js';
import type { Spent } from './spent.js';
import { storableCount } from './storable.js';

/** What so many tokens of a model cost, in US dollars; null where its price is not known. */
export type PriceTokens = (model: string, tokens: { inputTokens: number; outputTokens: number }) => Promise<string | null>;

/** What the code of a step says that it used. */
export class Spending implements Pick<StepContext, 'usage' | 'cost'> {
  private readonly used: Parameters<StepContext['usage']>[0][] = [];
  private costs: Decimal = { units: 0n, scale: 0 };
  private isTold = false;

  /** @param step its id. */
  constructor(private readonly step: string) {}

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
    const costs = sumDecimals([this.costs, parseDecimal(text)]);
    if (!fits(costs)) {
      throw new NonRetriableError(
        `What the step "${this.step}" says that it cost comes to ${formatDecimal(costs)} US dollars, and may come to 99999999999. Give cost what the step cost, in dollars.`,
      );
    }
    this.costs = costs;
    this.isTold = true;
  };

  /** What it adds up to: tokens are null where none were told of, and the cost is null where nothing was, or where it is not known. */
  async total(price: PriceTokens): Promise<Spent> {
    const prices = await Promise.all(this.used.map(({ model, ...tokens }) => price(model, tokens)));
    const cost = sumDecimals([this.costs, ...prices.flatMap((price) => (price === null ? [] : [parseDecimal(price)]))]);
    // No tokens cost more than there is room for, unless a price or a count is wrong.
    const isKnown = (this.isTold || prices.length > 0) && !prices.includes(null) && fits(cost);
    return {
      inputTokens: this.used.length === 0 ? null : sum(this.used.map(({ inputTokens }) => inputTokens)),
      outputTokens: this.used.length === 0 ? null : sum(this.used.map(({ outputTokens }) => outputTokens)),
      cost: isKnown ? formatDecimal(cost) : null,
    };
  }
}

/** Up to 99,999,999,999 dollars: the database holds ten times that. */
function fits({ units, scale }: Decimal): boolean {
  return units <= 99_999_999_999n * 10n ** BigInt(scale);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function sum(counts: number[]): number {
  return storableCount(counts.reduce((total, count) => total + count, 0));
}
