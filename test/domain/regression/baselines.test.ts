import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Experiment, Run, RunStatus, Variant } from '../../../src/database/client.js';
import { clearBaseline, markBaseline } from '../../../src/domain/regression/baselines.js';
import { resolveBaseline, resolveBaselines } from '../../../src/domain/regression/resolve-baseline.js';
import { retryFailedItems } from '../../../src/domain/runs/retry-failed-items.js';
import type { Scope } from '../../../src/domain/scope.js';
import { ConflictError, NotFoundError, ValidationError } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';
import { newExperiment, storedRun, storedVariant } from '../experiments/rows.js';

let database: TestDatabase;
let scope: Scope;
let experiment: Experiment;
let variant: Variant;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  experiment = await newExperiment(scope);
});
afterAll(() => database.close());
beforeEach(async () => {
  variant = await storedVariant(scope, experiment);
});

const start = Date.parse('2026-04-14T09:14:00Z');

/** A run of the variant, created so many minutes after the first. */
async function runAt(minute: number, status: RunStatus = 'COMPLETED', of: Variant = variant): Promise<Run> {
  const run = await storedRun(scope, experiment, of, status);
  return scope.db.run.update({ where: { id: run.id }, data: { createdAt: new Date(start + minute * 60_000) } });
}

const read = (run: Run) => scope.db.run.findUniqueOrThrow({ where: { id: run.id } });
const markedOf = async ({ id }: Variant) =>
  (await scope.db.run.findMany({ where: { variantId: id, baseline: true } })).map((run) => run.id);

/** What a run is compared with, shortly. */
async function baselineOf(run: Run, baselineRunId: string | null = null) {
  const resolved = expectValue(await resolveBaseline(scope, await read(run), baselineRunId));
  return resolved && [resolved.source, resolved.run.id];
}

describe('marking', () => {
  test('takes the mark from the variant’s other run, and from no other variant’s', async () => {
    const [first, second] = [await runAt(0), await runAt(1)];
    const other = await storedVariant(scope, experiment);
    const others = await runAt(0, 'COMPLETED', other);
    expectValue(await markBaseline(scope, others.id));
    expect(expectValue(await markBaseline(scope, first.id))).toMatchObject({ id: first.id, baseline: true, status: 'COMPLETED' });
    expectValue(await markBaseline(scope, second.id));
    expect(await markedOf(variant)).toEqual([second.id]);
    expect(await markedOf(other)).toEqual([others.id]);
  });

  test('a marked run again changes nothing', async () => {
    const run = await runAt(0);
    const marked = expectValue(await markBaseline(scope, run.id));
    expect(await markBaseline(scope, run.id)).toEqual(marked);
  });

  test.each(['PENDING', 'RUNNING', 'FAILED', 'CANCELLED'] as const)('is refused for a run that is %s', async (status) => {
    const [marked, run] = [await runAt(0), await runAt(1, status)];
    expectValue(await markBaseline(scope, marked.id));
    const refused = await markBaseline(scope, run.id);
    expect(refused).toBeInstanceOf(ConflictError);
    expect(refused).toMatchObject({ code: 'RUN_NOT_COMPLETED', message: expect.stringContaining(status) });
    expect(await markedOf(variant)).toEqual([marked.id]);
  });

  test('a hundred times at once leaves exactly one mark', async () => {
    const runs = await Promise.all(Array.from({ length: 5 }, (_, minute) => runAt(minute)));
    const calls = Array.from({ length: 100 }, (_, call) => markBaseline(scope, runs[call % 5]?.id ?? ''));
    for (const marked of await Promise.all(calls)) expect(marked).toMatchObject({ baseline: true });
    expect(await markedOf(variant)).toHaveLength(1);
  });

  test('is guarded by the index, whoever writes', async () => {
    const [first, second] = [await runAt(0), await runAt(1)];
    expectValue(await markBaseline(scope, first.id));
    await expect(scope.db.run.update({ where: { id: second.id }, data: { baseline: true } })).rejects.toMatchObject({
      code: 'P2002',
    });
  });

  test('is for the organization’s own runs alone', async () => {
    const run = await runAt(0);
    const stranger = await testScope(database);
    expect(await markBaseline(stranger, run.id)).toBeInstanceOf(NotFoundError);
    expectValue(await markBaseline(scope, run.id));
    expect(await clearBaseline(stranger, run.id)).toBeInstanceOf(NotFoundError);
    expect(await markedOf(variant)).toEqual([run.id]);
  });
});

describe('clearing', () => {
  test('takes the mark away, and gives a run without one back as it is', async () => {
    const [marked, other] = [await runAt(0), await runAt(1)];
    expectValue(await markBaseline(scope, marked.id));
    expect(await clearBaseline(scope, other.id)).toEqual(other);
    expect(await markedOf(variant)).toEqual([marked.id]);
    expect(await clearBaseline(scope, marked.id)).toMatchObject({ baseline: false });
    expect(await markedOf(variant)).toEqual([]);
  });
});

test('the failed items of a marked baseline are not tried again until the mark is cleared', async () => {
  const run = await runAt(0);
  await scope.db.run.update({ where: { id: run.id }, data: { itemsFailed: 1 } });
  expectValue(await markBaseline(scope, run.id));
  expect(await retryFailedItems(scope, run.id)).toMatchObject({
    code: 'RUN_IS_BASELINE',
    message: expect.stringContaining('clearBaseline'),
  });
  expectValue(await clearBaseline(scope, run.id));
  expect(await retryFailedItems(scope, run.id)).toMatchObject({ status: 'PENDING' });
});

describe('the baseline of a run', () => {
  test('is the named run before the marked one, and that before the prior one', async () => {
    const [oldest, prior, run] = [await runAt(0), await runAt(1), await runAt(2)];
    expect(await baselineOf(run)).toEqual(['PRIOR_RUN', prior.id]);
    expectValue(await markBaseline(scope, oldest.id));
    expect(await baselineOf(run)).toEqual(['MARKED_BASELINE', oldest.id]);
    expect(await baselineOf(run, prior.id)).toEqual(['EXPLICIT', prior.id]);
  });

  test('may be marked and newer than the run', async () => {
    const [run, newer] = [await runAt(0), await runAt(1)];
    expectValue(await markBaseline(scope, newer.id));
    expect(await baselineOf(run)).toEqual(['MARKED_BASELINE', newer.id]);
  });

  test('is none for the first run, and for the marked one unless a run is named', async () => {
    const [first, second] = [await runAt(0), await runAt(1)];
    expect(await baselineOf(first)).toBeNull();
    expectValue(await markBaseline(scope, second.id));
    expect(await baselineOf(second)).toBeNull();
    expect(await baselineOf(second, first.id)).toEqual(['EXPLICIT', first.id]);
  });

  test('is never a prior run of the same moment, nor one that has not completed', async () => {
    const [run, twin] = [await runAt(5), await runAt(5)];
    for (const status of ['PENDING', 'RUNNING', 'FAILED', 'CANCELLED'] as const) await runAt(4, status);
    expect(await baselineOf(run)).toBeNull();
    expect(await baselineOf(twin)).toBeNull();
    const older = await runAt(3);
    expect(await baselineOf(run)).toEqual(['PRIOR_RUN', older.id]);
  });

  test('may be of another variant when it is named, and then of another experiment too', async () => {
    const run = await runAt(0);
    const others = await runAt(9, 'COMPLETED', await storedVariant(scope, experiment));
    expect(await baselineOf(run, others.id)).toEqual(['EXPLICIT', others.id]);
    const second = await scope.db.experiment.create({
      data: {
        organizationId: scope.organizationId,
        name: 'second',
        type: 'CUSTOM',
        datasetVersionId: experiment.datasetVersionId,
      },
    });
    const elsewhere = await storedRun(scope, second, await storedVariant(scope, second), 'COMPLETED');
    expect(await baselineOf(run, elsewhere.id)).toEqual(['EXPLICIT', elsewhere.id]);
    expect(await resolveBaseline({ ...scope, onlyExperiment: experiment.id }, run, elsewhere.id)).toBeInstanceOf(NotFoundError);
    expect(await resolveBaseline({ ...scope, onlyExperiment: experiment.id }, run, others.id)).toMatchObject({
      source: 'EXPLICIT',
    });
  });

  test('is a coded error where the named run is unknown, another organization’s, unfinished, itself, or over other data', async () => {
    const run = await runAt(0);
    const stranger = await testScope(database);
    const theirs = await newExperiment(stranger);
    const strange = await storedRun(stranger, theirs, await storedVariant(stranger, theirs), 'COMPLETED');
    for (const id of [crypto.randomUUID(), strange.id])
      expect(await resolveBaseline(scope, run, id)).toBeInstanceOf(NotFoundError);
    expect(await resolveBaseline(scope, run, (await runAt(1, 'RUNNING')).id)).toMatchObject({ code: 'RUN_NOT_COMPLETED' });
    const other = await newExperiment(scope);
    const unrelated = await storedRun(scope, other, await storedVariant(scope, other), 'COMPLETED');
    for (const id of [run.id, unrelated.id]) {
      const refused = await resolveBaseline(scope, run, id);
      expect(refused).toBeInstanceOf(ValidationError);
      expect(refused).toMatchObject({ field: 'baselineRunId' });
    }
  });

  test('is that of a reference that looks at every run, for many runs with two statements', async () => {
    const history = fc.array(
      fc.record({
        minute: fc.integer({ min: 0, max: 4 }),
        status: fc.constantFrom<RunStatus>('COMPLETED', 'COMPLETED', 'COMPLETED', 'FAILED', 'RUNNING'),
      }),
      { minLength: 1, maxLength: 8 },
    );
    const story = fc.record({ history, marked: fc.nat({ max: 12 }), named: fc.nat({ max: 12 }) });
    await fc.assert(
      fc.asyncProperty(story, async ({ history: given, marked, named }) => {
        const of = await storedVariant(scope, experiment);
        for (const { minute, status } of given) await runAt(minute, status, of);
        const candidate = (await scope.db.run.findMany({ where: { variantId: of.id }, orderBy: { id: 'asc' } }))[marked];
        if (candidate?.status === 'COMPLETED') expectValue(await markBaseline(scope, candidate.id));
        const runs = await scope.db.run.findMany({ where: { variantId: of.id }, orderBy: { id: 'asc' } });
        const chosen = runs[named] ?? null;
        const questions = [
          ...runs.map((run) => ({ run, baselineRunId: null })),
          ...runs.flatMap((run) => (chosen === null ? [] : { run, baselineRunId: chosen.id })),
        ];
        database.takeStatements();
        const resolved = await resolveBaselines(scope, questions);
        expect(database.takeStatements().length).toBeLessThanOrEqual(2);
        const shown = resolved.map((found) =>
          found === null || found instanceof Error ? (found?.constructor.name ?? null) : [found.source, found.run.id],
        );
        expect(shown).toEqual(questions.map(({ run, baselineRunId }) => reference(runs, run, baselineRunId)));
      }),
      { numRuns: 20 },
    );
  });
});

/** The rules as they are written, over all runs of the variant. */
function reference(runs: readonly Run[], run: Run, baselineRunId: string | null) {
  if (baselineRunId === run.id) return 'ValidationError';
  const named = runs.find(({ id }) => id === baselineRunId);
  if (named) return named.status === 'COMPLETED' ? ['EXPLICIT', named.id] : 'ConflictError';
  const marked = runs.find(({ baseline }) => baseline);
  if (marked) return marked.id === run.id ? null : ['MARKED_BASELINE', marked.id];
  let newest: Run | null = null;
  for (const other of runs) {
    if (other.status !== 'COMPLETED' || other.createdAt >= run.createdAt) continue;
    if (newest && (other.createdAt < newest.createdAt || (+other.createdAt === +newest.createdAt && other.id < newest.id)))
      continue;
    newest = other;
  }
  return newest && ['PRIOR_RUN', newest.id];
}
