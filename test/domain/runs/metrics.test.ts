import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Prisma } from '../../../src/database/client.js';
import { metricsOf, type RunSums } from '../../../src/domain/runs/metrics.js';

const nothing: RunSums = {
  itemsCompleted: 0,
  durationSumMs: 0n,
  tokensSum: 0n,
  answeredTokensSum: 0n,
  answeredTokens: 0,
  costSum: new Prisma.Decimal(0),
  costUnknown: 0,
  judgeCostSum: new Prisma.Decimal(0),
  judgeCostUnknown: 0,
  judgeTokensSum: 0n,
  scoreSum: 0,
  scored: 0,
  passed: 0,
  notPassed: 0,
};

describe('a run in numbers', () => {
  it('knows no average of nothing', () => {
    expect(metricsOf(nothing)).toEqual({
      averageDurationMs: null,
      averageTokens: null,
      totalTokens: 0,
      totalCost: '0',
      judgeTokens: 0,
      judgeCost: '0',
      averageScore: null,
      passed: 0,
      failed: 0,
      passRate: null,
    });
  });

  it('does not know its cost when one price is unknown', () => {
    const metrics = metricsOf({
      ...nothing,
      costSum: new Prisma.Decimal('1.5'),
      costUnknown: 1,
      judgeCostSum: new Prisma.Decimal('0.25'),
    });
    expect(metrics).toMatchObject({ totalCost: null, judgeCost: '0.25' });
    expect(metricsOf({ ...nothing, judgeCostUnknown: 2 })).toMatchObject({ totalCost: '0', judgeCost: null });
  });

  it('writes the smallest and the largest sums without an exponent', () => {
    expect(metricsOf({ ...nothing, costSum: new Prisma.Decimal('0.000000000001') }).totalCost).toBe('0.000000000001');
    expect(metricsOf({ ...nothing, costSum: new Prisma.Decimal('999999999999.5') }).totalCost).toBe('999999999999.5');
    expect(metricsOf({ ...nothing, costSum: new Prisma.Decimal('1e21') }).totalCost).toBe('1000000000000000000000');
  });

  it('counts tokens beyond 32 bits', () => {
    expect(metricsOf({ ...nothing, tokensSum: 5_000_000_000n, judgeTokensSum: 2n ** 53n - 1n })).toMatchObject({
      totalTokens: 5_000_000_000,
      judgeTokens: Number.MAX_SAFE_INTEGER,
    });
  });

  it('does not let the order of results change the average score', () => {
    expect(metricsOf({ ...nothing, scoreSum: 0.1 + 0.2 + 0.3, scored: 3 }).averageScore).toBe(0.2);
    expect(metricsOf({ ...nothing, scoreSum: 0.3 + 0.2 + 0.1, scored: 3 }).averageScore).toBe(0.2);
  });

  it('is what the results say, one by one', () => {
    const result = fc.record({
      durationMs: fc.nat(100_000),
      tokens: fc.option(fc.nat(1_000_000), { nil: null }),
      score: fc.option(
        fc.nat(20).map((twentieths) => twentieths / 20),
        { nil: null },
      ),
      passed: fc.option(fc.boolean(), { nil: null }),
      failed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(result, { maxLength: 50 }), (results) => {
        const answered = results.filter(({ failed }) => !failed);
        const withTokens = answered.flatMap(({ tokens }) => (tokens === null ? [] : [tokens]));
        const scores = results.flatMap(({ score }) => (score === null ? [] : [score]));
        const passed = results.filter((one) => one.passed === true).length;
        const notPassed = results.filter((one) => one.passed === false).length;
        const metrics = metricsOf({
          ...nothing,
          itemsCompleted: answered.length,
          durationSumMs: BigInt(total(answered.map(({ durationMs }) => durationMs))),
          answeredTokensSum: BigInt(total(withTokens)),
          answeredTokens: withTokens.length,
          scoreSum: total(scores),
          scored: scores.length,
          passed,
          notPassed,
        });
        expectClose(metrics.averageDurationMs, naiveMean(answered.map(({ durationMs }) => durationMs)));
        expectClose(metrics.averageTokens, naiveMean(withTokens));
        expectClose(metrics.averageScore, naiveMean(scores));
        expect(metrics.passed + metrics.failed).toBe(passed + notPassed);
        expectClose(metrics.passRate, passed + notPassed === 0 ? null : (passed / (passed + notPassed)) * 100);
      }),
    );
  });
});

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A running mean, which sums nothing. */
function naiveMean(values: number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((mean, value, place) => mean + (value - mean) / (place + 1), 0);
}

function expectClose(actual: number | null, expected: number | null): void {
  if (expected === null || actual === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}
