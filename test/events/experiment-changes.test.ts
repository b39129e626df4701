import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteExperiment, updateExperiment } from '../../src/domain/experiments/experiments.js';
import { cancelRun } from '../../src/domain/runs/cancel-run.js';
import type { Scope } from '../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type LiveProcess, startLiveProcess } from '../support/live-process.js';
import { type ExperimentByHand, experimentByHand } from '../support/run-by-hand.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';

let database: TestDatabase;
let scope: Scope;
/** Commits nothing: every change comes from another process. */
let process: LiveProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  process = await startLiveProcess(database.url);
});
afterAll(async () => {
  await process.close();
  await database.close();
});

const rename = async (experiment: ExperimentByHand, name: string) =>
  expectValue(await updateExperiment(scope, { id: experiment.id, name }));

/** Watches an experiment, and takes all that it is told of what happened before: a change may be read before its signal comes. */
async function watchQuiet(experiment: ExperimentByHand) {
  const changes = process.live.experiments.of(experiment.id);
  await changes.next();
  const heard = process.heard((signal) => signal?.experimentId === experiment.id);
  const run = await experiment.startPending();
  await heard;
  await changes.next();
  return { changes, run };
}

test('tells an experiment as it is, then as it changes, to its end', async () => {
  const experiment = await experimentByHand(scope, 2);
  const changes = process.live.experiments.of(experiment.id);
  expect((await changes.next()).value).toMatchObject({ id: experiment.id, name: 'numbers' });
  await rename(experiment, 'renamed');
  expect((await changes.next()).value).toMatchObject({ name: 'renamed' });
  expectValue(await deleteExperiment(scope, experiment.id));
  for (let { done } = await changes.next(); !done; { done } = await changes.next());
});

test('tells of what is not there that it ends', async () => {
  expect(await process.live.experiments.of(crypto.randomUUID()).next()).toEqual({ done: true, value: undefined });
});

test('tells of variants and steps', async () => {
  const experiment = await experimentByHand(scope, 2);
  const { changes } = await watchQuiet(experiment);
  const { db, organizationId } = scope;
  const experimentId = experiment.id;
  const named = { experimentId, name: 'another' };
  const step = await db.inferenceStep.create({
    data: { organizationId, externalId: 'classifier', kind: 'LLM', parameters: [] },
  });
  for (const change of [
    () => db.variant.create({ data: { ...named, taskType: 'CUSTOM', configuration: {}, sortOrder: 2 } }),
    () => db.variant.updateMany({ where: named, data: { hypothesis: 'h', expectation: 'IMPROVED' } }),
    () => db.variant.deleteMany({ where: named }),
    () => db.experimentStep.create({ data: { experimentId, stepId: step.id, sortOrder: 1, parameters: [] } }),
    () => db.experimentStep.deleteMany({ where: { experimentId } }),
  ]) {
    const told = changes.next();
    await process.takeStatements();
    await change();
    expect(await told).toMatchObject({ done: false });
    expect(await process.takeStatements()).toHaveLength(1);
  }
  await changes.return?.();
});

test('tells each status of a run, and nothing of results', async () => {
  const experiment = await experimentByHand(scope, 20);
  const { changes, run } = await watchQuiet(experiment);
  let told = changes.next();
  await run.begin();
  await told;
  told = changes.next();
  await process.takeStatements();
  const heard = process.heard((signal) => signal?.sequence === 19);
  for (let committed = 0; committed < 19; committed += 1) await run.commit(1);
  await heard;
  expect(await process.takeStatements()).toEqual([]);
  await run.commit(1, { failed: true });
  await told;
  told = changes.next();
  const other = await experiment.startPending();
  await told;
  told = changes.next();
  expectValue(await cancelRun(scope, other.id));
  await told;
  await changes.return?.();
});

test('what changes while one is at work on a change is told as one, afterwards', async () => {
  const experiment = await experimentByHand(scope, 2);
  const { changes } = await watchQuiet(experiment);
  for (let count = 1; count <= 20; count += 1) await rename(experiment, `name ${count}`);
  // It comes after all that was told before.
  const heard = process.heard((signal) => signal?.experimentId === experiment.id);
  await experiment.startPending();
  await heard;
  await process.takeStatements();
  expect((await changes.next()).value).toMatchObject({ name: 'name 20' });
  expect(await process.takeStatements()).toHaveLength(1);
  await changes.return?.();
});

test('those of other experiments are not told of, and whoever has left is read for no more', async () => {
  const [experiment, other] = [await experimentByHand(scope, 2), await experimentByHand(scope, 2)];
  const { changes } = await watchQuiet(experiment);
  const witness = await watchQuiet(other);
  const waiting = changes.next();
  for (const hasLeft of [false, true]) {
    if (hasLeft) {
      await changes.return?.();
      expect(await waiting).toEqual({ done: true, value: undefined });
      await rename(experiment, 'unwatched');
    }
    const told = witness.changes.next();
    await process.takeStatements();
    await rename(other, `told ${hasLeft}`);
    await told;
    expect(await process.takeStatements()).toHaveLength(1);
  }
  await witness.changes.return?.();
});

test('an experiment’s newest run is told again when the experiment has changed, and no other', async () => {
  const experiment = await experimentByHand(scope, 2);
  const [first, newest] = [await experiment.start(), await experiment.start()];
  const states = process.live.progress.ofExperiment(experiment.id);
  const ofRun = process.live.progress.ofRun(newest.id);
  expect([(await states.next()).value.id, (await states.next()).value.id]).toEqual([first.id, newest.id]);
  await ofRun.next();
  for (const name of ['one', 'two']) {
    const told = states.next();
    await rename(experiment, name);
    expect((await told).value).toMatchObject({ id: newest.id, status: 'RUNNING' });
  }
  await first.commit(2);
  let { value } = await states.next();
  for (; value.id !== first.id; { value } = await states.next()) expect(value).toMatchObject({ id: newest.id });
  expect(value).toMatchObject({ status: 'COMPLETED' });
  // Whoever watches the run alone is told of the run alone.
  await newest.commit(1);
  expect((await ofRun.next()).value).toMatchObject({ sequence: 1 });
  await states.return?.();
  await ofRun.return?.();
});
