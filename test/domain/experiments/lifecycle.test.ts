import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Experiment, RunStatus, Variant } from '../../../src/database/client.js';
import { addEvaluator, removeEvaluator, updateEvaluator } from '../../../src/domain/evaluation/attachment.js';
import { deleteExperiment, updateExperiment } from '../../../src/domain/experiments/experiments.js';
import {
  archiveExperiment,
  completeExperiment,
  reopenExperiment,
  unarchiveExperiment,
} from '../../../src/domain/experiments/lifecycle.js';
import { type ExperimentStage, stageFacts, stageOf } from '../../../src/domain/experiments/stage.js';
import { clearBaseline, markBaseline } from '../../../src/domain/regression/baselines.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createShareLink } from '../../../src/domain/sharing/share-links.js';
import { ConflictError, NotFoundError } from '../../../src/failures.js';
import { encodeId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, storedRun, storedVariant, succeeded } from './rows.js';

let database: TestDatabase;
let scope: Scope;
let other: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  other = await testScope(database);
});
afterAll(() => database.close());

/** An experiment with a variant that has a run of each status. */
async function withRuns(...statuses: RunStatus[]): Promise<{ experiment: Experiment; variant: Variant }> {
  const experiment = await newExperiment(scope);
  const variant = await storedVariant(scope, experiment, 'first');
  for (const status of statuses) await storedRun(scope, experiment, variant, status);
  return { experiment, variant };
}

async function stageNow({ id }: Experiment): Promise<ExperimentStage | undefined> {
  const facts = (await stageFacts(scope, [id])).get(id);
  return facts && stageOf(facts);
}

describe('completing', () => {
  test('keeps the winner and the conclusion, until it is reopened', async () => {
    const { experiment, variant } = await withRuns('FAILED', 'COMPLETED');
    const { id } = experiment;
    const input = { id, winnerVariantId: variant.id, conclusion: ' colder is better ' };
    const completed = succeeded(await completeExperiment(scope, input));
    expect(completed).toMatchObject({
      winnerVariantId: variant.id,
      conclusion: 'colder is better',
      completedAt: expect.any(Date),
    });
    expect(await stageNow(experiment)).toBe('COMPLETED');
    expect(await completeExperiment(scope, { ...input, conclusion: 'colder is better' })).toEqual(completed);
    for (const said of [{ id }, { ...input, conclusion: 'warmer is' }, { ...input, winnerVariantId: null }]) {
      expect(await completeExperiment(scope, said)).toMatchObject({
        code: 'EXPERIMENT_COMPLETED',
        message: expect.stringContaining(`reopenExperiment(id: "${encodeId('experiment', id)}")`),
      });
    }
    expect(await reopenExperiment(scope, id)).toMatchObject({ completedAt: null, winnerVariantId: null, conclusion: null });
    expect(await stageNow(experiment)).toBe('IDLE');
    expect(await completeExperiment(scope, { id })).toMatchObject({ winnerVariantId: null, conclusion: null });
  });

  test('waits for results', async () => {
    const { experiment: bare } = await withRuns();
    expect(await completeExperiment(scope, { id: bare.id })).toMatchObject({
      code: 'RUN_NOT_COMPLETED',
      message: expect.stringContaining('in the stage DRAFT'),
    });
    const { experiment: failed } = await withRuns('FAILED', 'CANCELLED');
    expect(await completeExperiment(scope, { id: failed.id })).toMatchObject({
      code: 'RUN_NOT_COMPLETED',
      message: 'The experiment has no COMPLETED run. Run it first with startRuns.',
    });
    const { experiment: active } = await withRuns('COMPLETED', 'PENDING');
    expect(await completeExperiment(scope, { id: active.id })).toMatchObject({ code: 'RUN_ACTIVE' });
  });

  test('with a baseline waits for that', async () => {
    const experiment = await newExperiment(scope);
    const baseline = await storedVariant(scope, experiment, 'baseline', { baseline: true });
    const variant = await storedVariant(scope, experiment, 'variant');
    await storedRun(scope, experiment, variant, 'COMPLETED');
    await database.db.experiment.update({ where: { id: experiment.id }, data: { taskSelection: { kind: 'ALL' } } });
    expect(await completeExperiment(scope, { id: experiment.id })).toMatchObject({
      message: expect.stringContaining('in the stage BASELINE_PENDING'),
    });
    await storedRun(scope, experiment, baseline, 'COMPLETED');
    expect(await completeExperiment(scope, { id: experiment.id })).toMatchObject({ id: experiment.id });
  });

  test('takes for its winner a variant of its own that has results', async () => {
    const { experiment } = await withRuns('COMPLETED');
    const { id } = experiment;
    const failed = await storedVariant(scope, experiment, 'failed');
    await storedRun(scope, experiment, failed, 'FAILED');
    expect(await completeExperiment(scope, { id, winnerVariantId: failed.id })).toMatchObject({
      code: 'RUN_NOT_COMPLETED',
      message: `The variant "failed" (${encodeId('variant', failed.id)}) has no COMPLETED run of its present configuration. Run it first with startRuns.`,
    });
    const { variant } = await withRuns('COMPLETED');
    expect(await completeExperiment(scope, { id, winnerVariantId: variant.id })).toBeInstanceOf(NotFoundError);
    expect(await stageNow(experiment)).toBe('IDLE');
  });

  test('takes for its winner no variant that was changed since it ran', async () => {
    const { experiment, variant } = await withRuns('COMPLETED');
    await database.db.variant.update({ where: { id: variant.id }, data: { configuration: { endpoint: 'another' } } });
    const complete = () => completeExperiment(scope, { id: experiment.id, winnerVariantId: variant.id });
    expect(await complete()).toMatchObject({ code: 'RUN_NOT_COMPLETED' });
    await storedRun(scope, experiment, { ...variant, configuration: { endpoint: 'another' } }, 'COMPLETED');
    expect(await complete()).toMatchObject({ winnerVariantId: variant.id });
  });

  test('leaves nothing to change but the name and the description', async () => {
    const { experiment, variant } = await withRuns('COMPLETED');
    const { id } = experiment;
    const evaluator = succeeded(await addEvaluator(scope, { experimentId: id, name: 'exact', kind: 'EXACT_MATCH' }));
    succeeded(await completeExperiment(scope, { id }));
    expect(await updateExperiment(scope, { id, name: 'done', description: 'all of it', type: 'CUSTOM' })).toMatchObject({
      name: 'done',
      description: 'all of it',
    });
    const refused = await Promise.all([
      updateExperiment(scope, { id, datasetVersionId: null }),
      updateExperiment(scope, { id, tasks: { all: true } }),
      updateExperiment(scope, { id, comparedAnswer: { pointer: '/total' } }),
      updateExperiment(scope, { id, type: 'LLM' }),
      addEvaluator(scope, { experimentId: id, name: 'late', kind: 'EXACT_MATCH' }),
      updateEvaluator(scope, { id: evaluator.id, threshold: 0.5 }),
      removeEvaluator(scope, evaluator.id),
    ]);
    for (const each of refused) expect(each).toMatchObject({ code: 'EXPERIMENT_COMPLETED' });
    const run = await database.db.run.findFirstOrThrow({ where: { variantId: variant.id } });
    expect(await markBaseline(scope, run.id)).toMatchObject({ baseline: true });
  });
});

describe('archiving', () => {
  test('is undone as often as one likes, in whatever stage it was', async () => {
    const { experiment, variant } = await withRuns('COMPLETED');
    const { id } = experiment;
    const archived = succeeded(await archiveExperiment(scope, id));
    expect(await archiveExperiment(scope, id)).toEqual(archived);
    expect(await stageNow(experiment)).toBe('ARCHIVED');
    const taken = succeeded(await unarchiveExperiment(scope, id));
    expect(await unarchiveExperiment(scope, id)).toEqual(taken);
    expect(await stageNow(experiment)).toBe('IDLE');
    succeeded(await completeExperiment(scope, { id, winnerVariantId: variant.id }));
    succeeded(await archiveExperiment(scope, id));
    expect(await unarchiveExperiment(scope, id)).toMatchObject({ winnerVariantId: variant.id });
    expect(await stageNow(experiment)).toBe('COMPLETED');
  });

  test('waits for the end of runs', async () => {
    const { experiment } = await withRuns('RUNNING');
    expect(await archiveExperiment(scope, experiment.id)).toMatchObject({
      code: 'RUN_ACTIVE',
      message: expect.stringContaining('cancelRun'),
    });
  });

  test('makes it read-only, but for sharing, and for its end', async () => {
    const { experiment, variant } = await withRuns('COMPLETED');
    const { id } = experiment;
    const evaluator = succeeded(await addEvaluator(scope, { experimentId: id, name: 'exact', kind: 'EXACT_MATCH' }));
    const run = await database.db.run.findFirstOrThrow({ where: { variantId: variant.id } });
    succeeded(await archiveExperiment(scope, id));
    const refused = await Promise.all([
      updateExperiment(scope, { id, name: 'other' }),
      completeExperiment(scope, { id }),
      reopenExperiment(scope, id),
      addEvaluator(scope, { experimentId: id, name: 'late', kind: 'EXACT_MATCH' }),
      updateEvaluator(scope, { id: evaluator.id, name: 'other' }),
      removeEvaluator(scope, evaluator.id),
      markBaseline(scope, run.id),
      clearBaseline(scope, run.id),
    ]);
    const text = encodeId('experiment', id);
    for (const each of refused) {
      expect(each).toBeInstanceOf(ConflictError);
      expect(each).toMatchObject({
        code: 'EXPERIMENT_ARCHIVED',
        message: `The experiment is archived, and read-only. Take it back with unarchiveExperiment(id: "${text}"), or work on a copy: duplicateExperiment(input: {id: "${text}"}).`,
      });
    }
    expect(await createShareLink(scope, { experimentId: id })).not.toBeInstanceOf(Error);
    expect(await deleteExperiment(scope, id)).toMatchObject({ id });
  });
});

test('an experiment that is not completed is not reopened, and the refusal says how far it is', async () => {
  const { experiment } = await withRuns();
  expect(await reopenExperiment(scope, experiment.id)).toMatchObject({
    code: 'CONFLICT',
    message: 'The experiment is in the stage DRAFT, not COMPLETED: it is open already.',
  });
});

test('an experiment of a winner is deleted with it', async () => {
  const { experiment, variant } = await withRuns('COMPLETED');
  succeeded(await completeExperiment(scope, { id: experiment.id, winnerVariantId: variant.id, conclusion: 'so be it' }));
  expect(await deleteExperiment(scope, experiment.id)).toMatchObject({ id: experiment.id });
});

test("another organization's experiment is as one that does not exist", async () => {
  const { experiment, variant } = await withRuns('COMPLETED');
  const { id } = experiment;
  for (const refused of [
    await completeExperiment(other, { id, winnerVariantId: variant.id }),
    await reopenExperiment(other, id),
    await archiveExperiment(other, id),
    await unarchiveExperiment(other, id),
  ])
    expect(refused).toBeInstanceOf(NotFoundError);
  expect(await database.db.experiment.findUnique({ where: { id } })).toEqual(experiment);
});
