import { expect, test } from 'vitest';
import { Prisma, type Run } from '../../../src/database/client.js';
import { comparisonColumns } from '../../../src/domain/comparison/comparison.js';

const run = (cost: string, given: Partial<Run> = {}): Run =>
  ({
    datasetVersionId: 'one',
    trials: 1,
    itemsTotal: 10,
    itemsCompleted: 10,
    itemsFailed: 0,
    durationSumMs: 100n,
    tokensSum: 0n,
    answeredTokensSum: 0n,
    answeredTokens: 0,
    costSum: new Prisma.Decimal(cost),
    costUnknown: 0,
    judgeCostSum: new Prisma.Decimal(0),
    judgeCostUnknown: 0,
    judgeTokensSum: 0n,
    scoreSum: 5,
    scored: 10,
    passed: 5,
    notPassed: 5,
    ...given,
  }) as Run;

const cheapest = (...runs: Run[]) => comparisonColumns({ experimentId: 'experiment', runs }).map((column) => column.cheapest);

test('the lowest total cost is marked, all that tie, and never an unknown one', () => {
  expect(cheapest(run('0.20'), run('0.2'), run('0.3'))).toEqual([true, true, false]);
  expect(cheapest(run('0.1', { costUnknown: 1 }), run('0.3'))).toEqual([false, true]);
});

test('no total is the lowest where the runs did not do the same work', () => {
  expect(cheapest(run('1'), run('0.25', { itemsCompleted: 5 }))).toEqual([false, false]);
  expect(cheapest(run('1'), run('0.25', { datasetVersionId: 'other' }))).toEqual([false, false]);
  expect(cheapest(run('1'), run('0.25', { trials: 3 }))).toEqual([false, false]);
  expect(cheapest(run('1'), run('0', { itemsCompleted: 0, itemsFailed: 10 }))).toEqual([true, false]);
});

test('the best is the highest average score, and the fastest the lowest average duration', () => {
  const [slow, fast] = comparisonColumns({
    experimentId: 'experiment',
    runs: [run('1', { durationSumMs: 200n }), run('1', { scoreSum: 4 })],
  });
  expect(slow).toMatchObject({ fastest: false, best: true });
  expect(fast).toMatchObject({ fastest: true, best: false });
});
