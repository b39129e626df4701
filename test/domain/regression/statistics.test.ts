import { afterAll, beforeAll, expect, test } from 'vitest';
import { commonEvaluators } from '../../../src/domain/regression/common-evaluators.js';
import { regressionReport } from '../../../src/domain/regression/report.js';
import { regressionStatistics } from '../../../src/domain/regression/statistics.js';
import type { EvaluatorSnapshot } from '../../../src/domain/evaluation/evaluator.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { givenExperiment } from '../../support/given-runs.js';
import { testScope } from '../../support/scope.js';
import { expectValue, numberedItems } from '../../support/seed.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

test('the same two runs the other way round give the same figures with the other sign, whatever the threshold', async () => {
  const experiment = await givenExperiment(scope, { items: numberedItems(150), variants: 2 });
  const scored = (score: (place: number) => number) =>
    Array.from({ length: 150 }, (_, place) => [{ output: place, scores: [score(place)] }]);
  const one = await experiment.run(
    0,
    scored((place) => ((place * 37) % 101) / 101),
  );
  const other = await experiment.run(
    1,
    scored((place) => ((place * 53) % 89) / 89),
  );
  const statisticsOf = async (runId: string, baselineRunId: string, threshold: number) => {
    const report = expectValue(await regressionReport(scope, runId, { baselineRunId, threshold }));
    if (!report) throw new Error('A named baseline gives a report.');
    const [statistics] = await regressionStatistics(scope, [report]);
    if (!statistics) throw new Error('A report has statistics.');
    return statistics;
  };
  for (const threshold of [0.05, 0.5]) {
    const there = await statisticsOf(other.id, one.id, threshold);
    const back = await statisticsOf(one.id, other.id, threshold);
    expect(back.pValue).toBe(there.pValue);
    expect([back.confidenceLow, back.confidenceHigh]).toEqual([-(there.confidenceHigh ?? 0), -(there.confidenceLow ?? 0)]);
    expect(there.verdict).toBe(threshold === 0.5 ? 'NO_DIFFERENCE' : back.verdict);
  }
});

test('a judge whose model is another one now is not the same evaluator', () => {
  const judge = (provider: string, model: string): EvaluatorSnapshot => ({
    id: 'judge',
    name: 'judge',
    kind: 'LLM_JUDGE',
    configuration: { model: 'gpt-4.1' },
    threshold: 0.5,
    plan: { lane: 'provider', values: { model: { provider, model, prices: null } } },
  });
  const same = commonEvaluators([judge('openai', 'gpt-4.1')], [judge('openai', 'gpt-4.1')]);
  expect([same.common.length, same.ignored.length]).toEqual([1, 0]);
  const moved = commonEvaluators([judge('openai', 'gpt-4.1')], [judge('azure', 'gpt-4.1')]);
  expect([moved.common.length, moved.ignored.map(({ side }) => side)]).toEqual([0, ['CURRENT', 'BASELINE']]);
});
