import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundledPrices, costOf, type ModelPrices, PriceOverrides } from '../../src/models/prices.js';

const tokens = fc.nat(5_000_000);
/** A decimal string, and the same in units of 10^-12. */
const amount = fc.tuple(fc.nat(999_999), fc.nat(12)).chain(([whole, places]) =>
  fc.stringMatching(new RegExp(`^[0-9]{${places}}$`)).map((fraction) => ({
    text: places === 0 ? String(whole) : `${whole}.${fraction}`,
    units: BigInt(whole) * 10n ** 12n + BigInt(fraction.padEnd(12, '0')),
  })),
);

/** A decimal string in units of 10^-18. */
function unitsOf(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0'));
}

describe('costOf', () => {
  it('is tokens times prices to the last digit', () => {
    fc.assert(
      fc.property(tokens, tokens, amount, amount, (inputTokens, outputTokens, input, output) => {
        const cost =
          costOf({ inputTokens, outputTokens }, { inputPerMillion: input.text, outputPerMillion: output.text }) ?? 'null';
        // Prices in 10^-12 dollars a million tokens make costs in 10^-18 dollars.
        expect(unitsOf(cost)).toBe(BigInt(inputTokens) * input.units + BigInt(outputTokens) * output.units);
        expect(cost).toMatch(/^(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });

  it('charges cached tokens at their own price', () => {
    fc.assert(
      fc.property(tokens, tokens, tokens, fc.tuple(amount, amount, amount, amount), (plain, read, written, priced) => {
        const [input, output, cacheRead, cacheWrite] = priced;
        const prices: ModelPrices = {
          inputPerMillion: input.text,
          outputPerMillion: output.text,
          cacheReadPerMillion: cacheRead.text,
          cacheWritePerMillion: cacheWrite.text,
        };
        const usage = { inputTokens: plain + read + written, outputTokens: 0, cacheReadTokens: read, cacheWriteTokens: written };
        const expected = BigInt(plain) * input.units + BigInt(read) * cacheRead.units + BigInt(written) * cacheWrite.units;
        expect(unitsOf(costOf(usage, prices) ?? 'null')).toBe(expected);
      }),
    );
  });

  it('is 0 for what is free, and null for what is unknown', () => {
    const free = { inputPerMillion: '0', outputPerMillion: '0' };
    expect(costOf({ inputTokens: 10, outputTokens: 10 }, free)).toBe('0');
    expect(costOf({ inputTokens: 10, outputTokens: 10 }, null)).toBeNull();
    expect(costOf(null, free)).toBeNull();
    expect(costOf({ inputTokens: null, outputTokens: 10 }, free)).toBeNull();
    expect(costOf({ inputTokens: 10, outputTokens: null }, free)).toBeNull();
    expect(costOf({ inputTokens: 1.5, outputTokens: 10 }, free)).toBeNull();
  });

  it('ignores a count of cached tokens that is larger than that of all', () => {
    const prices = { inputPerMillion: '1', outputPerMillion: '1', cacheReadPerMillion: '0' };
    expect(costOf({ inputTokens: 10, outputTokens: 0, cacheReadTokens: 11 }, prices)).toBe('0.00001');
  });

  it('charges a long prompt by its tier, all tokens of it, from the first token above', () => {
    const prices: ModelPrices = {
      inputPerMillion: { base: '1.25', tiers: [{ above: 200_000, price: '2.5' }] },
      outputPerMillion: { base: '10', tiers: [{ above: 200_000, price: '15' }] },
    };
    expect(costOf({ inputTokens: 200_000, outputTokens: 100 }, prices)).toBe('0.251');
    expect(costOf({ inputTokens: 200_001, outputTokens: 100 }, prices)).toBe('0.5015025');
  });
});

describe('bundledPrices', () => {
  it('knows models of the vendors', () => {
    expect(bundledPrices('OPENAI', 'gpt-4.1')).toEqual({
      inputPerMillion: '2',
      outputPerMillion: '8',
      cacheReadPerMillion: '0.5',
    });
    expect(bundledPrices('ANTHROPIC', 'claude-sonnet-4-20250514')).toMatchObject({
      inputPerMillion: '3',
      cacheWritePerMillion: '3.75',
    });
    expect(bundledPrices('GOOGLE', 'gemini-2.5-pro')).toMatchObject({
      outputPerMillion: { base: '10', tiers: [{ above: 200_000, price: '15' }] },
    });
  });

  it('knows some OpenAI-compatible services by their address', () => {
    expect(bundledPrices('OPENAI_COMPATIBLE', 'deepseek-chat', 'https://api.deepseek.com/v1')).not.toBeNull();
    expect(bundledPrices('OPENAI_COMPATIBLE', 'gpt-4.1')).toBeNull();
    expect(bundledPrices('OPENAI_COMPATIBLE', 'gpt-4.1', 'http://localhost:11434/v1')).toBeNull();
  });

  it('says null for a model that it does not know, or that is not priced by tokens alone', () => {
    expect(bundledPrices('OPENAI', 'gpt-of-my-own')).toBeNull();
    expect(bundledPrices('OPENAI', 'constructor')).toBeNull();
    expect(bundledPrices('OPENAI_COMPATIBLE', 'sonar', 'https://api.perplexity.ai')).toBeNull();
  });

  it('is JSON: what comes back from the database costs the same', () => {
    const prices = bundledPrices('GOOGLE', 'gemini-2.5-pro');
    expect(JSON.parse(JSON.stringify(prices))).toEqual(prices);
  });

  it.each([
    ['OPENAI', 'openai', 'gpt-4.1-mini'],
    ['OPENAI', 'openai', 'gpt-5.4'],
    ['ANTHROPIC', 'anthropic', 'claude-sonnet-4-20250514'],
    ['ANTHROPIC', 'anthropic', 'claude-opus-4-6'],
    ['GOOGLE', 'google', 'gemini-2.5-pro'],
  ] as const)('agrees with the table’s own arithmetic: %s %s %s', (kind, providerId, model) => {
    const prices = bundledPrices(kind, model);
    fc.assert(
      fc.property(fc.nat(600_000), fc.nat(600_000), fc.nat(100_000), (plain, read, outputTokens) => {
        const inputTokens = plain + read;
        const oracle = calcPrice({ input_tokens: inputTokens, cache_read_tokens: read, output_tokens: outputTokens }, model, {
          providerId,
        });
        const cost = costOf({ inputTokens, outputTokens, cacheReadTokens: read }, prices);
        expect(Number(cost)).toBeCloseTo(oracle?.total_price ?? Number.NaN, 9);
      }),
    );
  });
});

describe('PriceOverrides', () => {
  it('takes numbers and decimal strings, and keeps decimal strings', () => {
    const given = {
      'my-model': { inputPerMillion: 0.15, outputPerMillion: '0.60' },
      cheap: { inputPerMillion: 1e-7, outputPerMillion: 0 },
    };
    const parsed = PriceOverrides.parse(given);
    expect(parsed).toEqual({
      'my-model': { inputPerMillion: '0.15', outputPerMillion: '0.60' },
      cheap: { inputPerMillion: '0.0000001', outputPerMillion: '0' },
    });
    expect(PriceOverrides.parse(parsed)).toEqual(parsed);
    expect(costOf({ inputTokens: 1_000_000, outputTokens: 500_000 }, parsed['my-model'] ?? null)).toBe('0.45');
  });

  it.each([
    [{ m: { inputPerMillion: -1, outputPerMillion: 1 } }],
    [{ m: { inputPerMillion: 'free', outputPerMillion: 1 } }],
    [{ m: { inputPerMillion: 1 } }],
    [{ m: { inputPerMillion: 1, outputPerMillion: 1, outputPerThousand: 1 } }],
    [{ m: 3 }],
    [[]],
  ])('refuses %j', (given) => {
    expect(PriceOverrides.safeParse(given).success).toBe(false);
  });
});
