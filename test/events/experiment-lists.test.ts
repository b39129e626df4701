import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Experiment } from '../../src/database/client.js';
import { createExperiment, deleteExperiment, updateExperiment } from '../../src/domain/experiments/experiments.js';
import type { Scope } from '../../src/domain/scope.js';
import type { Id } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type LiveProcess, startLiveProcess } from '../support/live-process.js';
import { type ExperimentByHand, experimentByHand } from '../support/run-by-hand.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';

let database: TestDatabase;
let scope: Scope;
let stranger: Scope;
/** Commits nothing: every change comes from another process. */
let process: LiveProcess;
/** Of the stranger: its runs tell when all that was told before has been heard. */
let witness: ExperimentByHand;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  stranger = await testScope(database);
  process = await startLiveProcess(database.url);
  witness = await experimentByHand(stranger, 1);
});
afterAll(async () => {
  await process.close();
  await database.close();
});

const create = async (name: string) => expectValue(await createExperiment(scope, { name, type: 'LLM' }));
const rename = async (id: Id<'experiment'>, name: string, owner = scope) =>
  expectValue(await updateExperiment(owner, { id, name }));
const namesOf = ({ value }: IteratorResult<Experiment[]>) => value.map(({ name }: Experiment) => name).sort();

/** What changes from now on, once they are watched, which the newest of them says. */
async function changesFromNow() {
  await allHeard();
  const changes = process.live.experimentLists.of(scope.organizationId);
  await changes.next();
  return changes;
}

/** Resolves once all that has been committed so far is heard. */
async function allHeard(): Promise<void> {
  const heard = process.heard((signal) => signal?.experimentId === witness.id);
  await witness.startPending();
  await heard;
}

test('begins with the newest, for whoever has an experiment', async () => {
  await create('older');
  await create('newest');
  await allHeard();
  const changes = process.live.experimentLists.of(scope.organizationId);
  expect(namesOf(await changes.next())).toEqual(['newest']);
  await changes.return?.();
});

test('tells of an experiment that was created, that changed, whose run has begun or ended, and nothing of results', async () => {
  const changes = await changesFromNow();
  let told = changes.next();
  const { id } = await create('new');
  expect(namesOf(await told)).toEqual(['new']);
  await allHeard();
  told = changes.next();
  await rename(id, 'renamed');
  expect(namesOf(await told)).toEqual(['renamed']);

  const byHand = await experimentByHand(scope, 5);
  await allHeard();
  expect((await changes.next()).value).toMatchObject([{ id: byHand.id }]);
  for (const change of [() => byHand.startPending(), () => byHand.start()]) {
    await change();
    await allHeard();
    expect((await changes.next()).value).toMatchObject([{ id: byHand.id }]);
  }
  const run = await byHand.start();
  await run.commit(1);
  await allHeard();
  await changes.next();
  told = changes.next();
  await process.takeStatements();
  for (let committed = 1; committed < 4; committed += 1) await run.commit(1);
  await allHeard();
  expect(await process.takeStatements()).toEqual([]);
  await run.commit(1);
  expect((await told).value).toMatchObject([{ id: byHand.id }]);
  await changes.return?.();
});

test('tells nothing of what was deleted', async () => {
  const changes = await changesFromNow();
  const told = changes.next();
  const { id } = await create('doomed');
  await told;
  await allHeard();
  expectValue(await deleteExperiment(scope, id));
  await allHeard();
  const next = changes.next();
  await create('survivor');
  expect(namesOf(await next)).toEqual(['survivor']);
  await changes.return?.();
});

test('reads those that changed while others were told of in one statement, at most 200 at once', async () => {
  const { organizationId } = scope;
  const changes = await changesFromNow();
  const told = changes.next();
  const { id } = await create('first');
  await told;
  await database.db.experiment.createMany({
    data: Array.from({ length: 205 }, (_, place) => ({ organizationId, name: `many ${place}`, type: 'LLM' as const })),
  });
  for (const name of ['one', 'two', 'three']) await rename(id, name);
  await allHeard();
  await process.takeStatements();
  const first = await changes.next();
  expect(await process.takeStatements()).toHaveLength(1);
  expect(first.value).toHaveLength(200);
  const second = await changes.next();
  expect(await process.takeStatements()).toHaveLength(1);
  const names = [...namesOf(first), ...namesOf(second)];
  expect(new Set(names).size).toBe(206);
  expect(names).toContain('three');
  await changes.return?.();
});

test('another organization’s changes are not told, and cost no statement; nor does anything once nobody watches', async () => {
  const own = await create('own');
  const changes = await changesFromNow();
  const told = changes.next();
  await process.takeStatements();
  await rename(witness.id, 'theirs', stranger);
  await allHeard();
  expect(await process.takeStatements()).toEqual([]);
  await rename(own.id, 'ours');
  expect(namesOf(await told)).toEqual(['ours']);

  const waiting = changes.next();
  await changes.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  await process.takeStatements();
  await rename(own.id, 'unwatched');
  await allHeard();
  expect(await process.takeStatements()).toEqual([]);
});
