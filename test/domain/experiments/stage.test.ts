import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunStatus } from '../../../src/database/client.js';
import { type ExperimentFilter, filteredExperiments } from '../../../src/domain/experiments/filter.js';
import { type ExperimentStage, experimentStages, stageFacts, stageOf } from '../../../src/domain/experiments/stage.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, storedRun, storedVariant } from './rows.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const runs = fc.array(fc.constantFrom(...Object.values(RunStatus)), { maxLength: 3 });
/** Everything that a stage follows from. */
const experiments = fc.record({
  archived: fc.boolean(),
  completed: fc.boolean(),
  baseline: fc.constantFrom(true, true, false),
  type: fc.constantFrom('WEBHOOK' as const, 'CUSTOM' as const),
  tasks: fc.constantFrom(true, true, false),
  steps: fc.boolean(),
  baselineRuns: runs,
  otherRuns: runs,
});
type Given = typeof experiments extends fc.Arbitrary<infer T> ? T : never;

/** The stage as the definition says it, word for word. */
function expectedStage(given: Given): ExperimentStage {
  const isActive = (status: RunStatus) => status === 'PENDING' || status === 'RUNNING';
  if (given.archived) return 'ARCHIVED';
  if (given.completed) return 'COMPLETED';
  const others = given.baseline ? given.otherRuns : [...given.baselineRuns, ...given.otherRuns];
  if (!given.baseline && others.length === 0) return 'DRAFT';
  if (!given.baseline) return others.some(isActive) ? 'RUNNING_VARIANT' : 'IDLE';
  if (!given.tasks || (given.type === 'WEBHOOK' && !given.steps)) return 'DRAFT';
  if (given.baselineRuns.some(isActive)) return 'RUNNING_BASELINE';
  if (!given.baselineRuns.includes('COMPLETED')) {
    return given.baselineRuns.at(-1) === 'FAILED' ? 'BASELINE_FAILED' : 'BASELINE_PENDING';
  }
  if (others.some(isActive)) return 'RUNNING_VARIANT';
  return others.length === 0 ? 'BASELINE_COMPLETE' : 'IDLE';
}

/** Stores an experiment as it is given, its runs in their order. */
async function stored(scope: Awaited<ReturnType<typeof testScope>>, given: Given): Promise<string> {
  const { db, organizationId } = scope;
  const experiment = await newExperiment(scope, 'experiment', given.type);
  const first = await storedVariant(scope, experiment, 'first', { baseline: given.baseline });
  const second = await storedVariant(scope, experiment, 'second');
  if (given.steps) {
    const step = await db.inferenceStep.create({
      data: { organizationId, externalId: experiment.id, kind: 'LLM', parameters: [] },
    });
    await db.experimentStep.create({ data: { experimentId: experiment.id, stepId: step.id, sortOrder: 1, parameters: [] } });
  }
  for (const [variant, statuses] of [
    [first, given.baselineRuns],
    [second, given.otherRuns],
  ] as const) {
    for (const [place, status] of statuses.entries()) {
      const run = await storedRun(scope, experiment, variant, status);
      await db.run.update({ where: { id: run.id }, data: { createdAt: new Date(2026, 0, 1 + place) } });
    }
  }
  await db.experiment.update({
    where: { id: experiment.id },
    data: {
      ...(given.tasks && { taskSelection: { kind: 'ALL' } }),
      archivedAt: given.archived ? new Date() : null,
      completedAt: given.completed ? new Date() : null,
    },
  });
  return experiment.id;
}

describe('the stage of an experiment', () => {
  test('read from the database by one statement, and filtered there, is what the definition says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(experiments, { minLength: 3, maxLength: 6 }), async (given) => {
        const scope = await testScope(database);
        const expected = new Map<string, ExperimentStage>();
        for (const each of given) expected.set(await stored(scope, each), expectedStage(each));
        const ids = [...expected.keys()];

        database.takeStatements();
        const facts = await stageFacts(scope, ids);
        expect(database.takeStatements()).toHaveLength(1);
        expect(new Map([...facts].map(([id, each]) => [id, stageOf(each)]))).toEqual(expected);

        const listed = async (filter: ExperimentFilter) => {
          const found: string[] = [];
          for (let page = null; page?.length !== 0; found.push(...page))
            page = await filteredExperiments(scope, filter, { after: found.at(-1) ?? null, limit: 2 });
          return found.toReversed();
        };
        const inStage = (...stages: ExperimentStage[]) => ids.filter((id) => stages.includes(expected.get(id) ?? 'DRAFT')).sort();
        for (const stage of experimentStages) expect(await listed({ stage }), stage).toEqual(inStage(stage));
        const open = experimentStages.filter((stage) => stage !== 'ARCHIVED');
        expect(await listed({})).toEqual(inStage(...open));
        expect(await listed({ archived: false })).toEqual(inStage(...open));
        expect(await listed({ archived: true })).toEqual(inStage('ARCHIVED'));
        expect(await listed({ archived: true, stage: 'IDLE' })).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  test('of another organization’s is none', async () => {
    const theirs = await newExperiment(await testScope(database));
    expect(await stageFacts(await testScope(database), [theirs.id])).toEqual(new Map());
  });
});
