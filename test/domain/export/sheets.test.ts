import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparisonSheet } from '../../../src/domain/export/comparison.js';
import { regressionSheet } from '../../../src/domain/export/regression.js';
import { resultsSheet } from '../../../src/domain/export/results.js';
import { type Sheet, writeSheet } from '../../../src/domain/export/sheet.js';
import { markBaseline } from '../../../src/domain/regression/baselines.js';
import type { Scope } from '../../../src/domain/scope.js';
import { ConflictError, NotFoundError, ValidationError } from '../../../src/failures.js';
import { encodeId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { commitCells, givenExperiment } from '../../support/given-runs.js';
import { expectValue, numberedItems } from '../../support/seed.js';
import { testScope } from '../../support/scope.js';

let database: TestDatabase;
let scope: Scope;
let stranger: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  stranger = await testScope(database);
});
afterAll(() => database.close());

/** The rows of a sheet, by the names of its columns. */
async function rowsOf(sheet: Sheet): Promise<Record<string, unknown>[]> {
  let text = '';
  for await (const part of writeSheet(sheet, 'jsonl')) text += part;
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

describe('results', () => {
  test('are rows by sequence, with a column for each evaluator', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(3), variants: 1, evaluators: 2 });
    const run = await experiment.run(0, [
      [{ output: { total: 1 }, durationMs: 12, tokens: 7, cost: '0.000120', scores: [1, 0.5] }],
      [{}],
      [{ output: 'two', scores: [0, null] }],
    ]);
    const sheet = expectValue(await resultsSheet(scope, run.id));
    expect(sheet.name).toBe(`${encodeId('run', run.id)}-results`);
    expect(await rowsOf(sheet)).toEqual([
      {
        resultId: expect.stringMatching(/^res_/),
        externalId: 'item-0',
        trial: 0,
        sequence: 1,
        input: { number: 0 },
        expectedOutput: 0,
        output: { total: 1 },
        errorType: null,
        errorMessage: null,
        durationMs: 12,
        inputTokens: 7,
        outputTokens: 0,
        cost: '0.00012',
        score: 0.75,
        passed: expect.any(Boolean),
        'score: right': 1,
        'score: judge 1': 0.5,
      },
      expect.objectContaining({ externalId: 'item-1', output: null, errorType: 'broken', errorMessage: 'It is broken.' }),
      expect.objectContaining({ externalId: 'item-2', output: 'two', score: null, 'score: right': 0, 'score: judge 1': null }),
    ]);
  });

  test('of an active run are those that are there when the export begins', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(4), variants: 1 });
    const run = await experiment.run(0, [[{ output: 0 }], [{ output: 1 }]]);
    expect(run.status).toBe('RUNNING');
    const sheet = expectValue(await resultsSheet(scope, run.id));
    await commitCells(scope, run, [[], [], [{ output: 2 }]]);
    expect((await rowsOf(sheet)).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  test('of large items come in smaller pages, each result once', async () => {
    const large = 'x'.repeat(700_000);
    const items = numberedItems(7).map((item) => ({ ...item, input: { noise: crypto.randomUUID() } }));
    const experiment = await givenExperiment(scope, { items, variants: 1 });
    // What repeats would be compressed, and is measured as it is stored.
    await database.db.$executeRaw`ALTER TABLE result ALTER COLUMN output SET STORAGE EXTERNAL`;
    const run = await experiment.run(
      0,
      items.map((_, place) => [{ output: `${place} ${large}` }]),
    );
    const sheet = expectValue(await resultsSheet(scope, run.id));
    const sizes: number[] = [];
    for await (const page of sheet.pages()) sizes.push(page.length);
    expect(sizes).toEqual([2, 2, 2, 1]);
    expect(new Set((await rowsOf(sheet)).map(({ externalId }) => externalId)).size).toBe(7);
  });

  test('that are deleted on the way do not look complete', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(2), variants: 1 });
    const run = await experiment.run(0, [[{ output: 0 }], [{ output: 1 }]]);
    const sheet = expectValue(await resultsSheet(scope, run.id));
    await database.db.run.delete({ where: { id: run.id } });
    await expect(rowsOf(sheet)).rejects.toThrow();
  });
});

describe('a comparison', () => {
  test('has an item a row, and columns for each variant', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(3), variants: 2 });
    await experiment.run(0, [
      [{ output: 0, durationMs: 5, scores: [1] }],
      [{ output: 1, scores: [1] }],
      [{ output: 2, scores: [1] }],
    ]);
    await experiment.run(1, [[{ output: 0, durationMs: 9, scores: [1] }], [{}], [{ output: 'two', scores: [0] }]]);
    const sheet = expectValue(await comparisonSheet(scope, experiment.id, null));
    expect(sheet.columns.slice(0, 7)).toEqual([
      'externalId',
      'input',
      'expectedOutput',
      'divergent',
      'hasMajority',
      'variant 1: answer',
      'variant 1: output',
    ]);
    expect(await rowsOf(sheet)).toMatchObject([
      { externalId: 'item-0', divergent: false, 'variant 1: fastest': true, 'variant 2: fastest': false, 'variant 2: output': 0 },
      {
        externalId: 'item-1',
        divergent: true,
        'variant 2: answer': 'error',
        'variant 2: errorType': 'broken',
        'variant 2: outlier': true,
      },
      {
        externalId: 'item-2',
        divergent: true,
        hasMajority: false,
        'variant 1: output': 2,
        'variant 2: output': 'two',
        'variant 2: score': 0,
      },
    ]);
  });

  test('names the runs where a variant is there twice', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
    const runs = [await experiment.run(0, [[{ output: 0 }]]), await experiment.run(0, [[{ output: 1 }]])];
    const sheet = expectValue(
      await comparisonSheet(
        scope,
        experiment.id,
        runs.map(({ id }) => id),
      ),
    );
    expect(sheet.columns).toContain(`variant 1 (${encodeId('run', runs[1]?.id ?? '')}): output`);
  });

  test('covers every item once, over pages', async () => {
    const items = numberedItems(600);
    const experiment = await givenExperiment(scope, { items, variants: 2 });
    for (const variant of [0, 1])
      await experiment.run(
        variant,
        items.map((_, place) => [{ output: place * variant }]),
      );
    const rows = await rowsOf(expectValue(await comparisonSheet(scope, experiment.id, null)));
    expect(rows.map(({ externalId }) => externalId)).toEqual(items.map(({ externalId }) => externalId));
  });

  test('of large outputs comes in smaller pages, each item once', async () => {
    const items = numberedItems(7);
    const experiment = await givenExperiment(scope, { items, variants: 2 });
    await database.db.$executeRaw`ALTER TABLE result ALTER COLUMN output SET STORAGE EXTERNAL`;
    for (const variant of [0, 1])
      await experiment.run(
        variant,
        items.map((_, place) => [{ output: `${place} ${'x'.repeat(350_000)}` }]),
      );
    const sheet = expectValue(await comparisonSheet(scope, experiment.id, null));
    const sizes: number[] = [];
    for await (const page of sheet.pages()) sizes.push(page.length);
    expect(sizes).toEqual([2, 2, 2, 1]);
    expect((await rowsOf(sheet)).map(({ externalId }) => externalId)).toEqual(items.map(({ externalId }) => externalId));
  });

  test('without completed runs has no rows', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
    expect(await rowsOf(expectValue(await comparisonSheet(scope, experiment.id, null)))).toEqual([]);
  });
});

describe('a regression report', () => {
  test('has the largest changes first, then what was left out', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(4), variants: 2 });
    const before = await experiment.run(0, [
      [{ output: 0, scores: [1] }],
      [{ output: 1, scores: [0.5] }],
      [{ output: 2, scores: [1] }],
      [{ output: 3 }],
    ]);
    const now = await experiment.run(1, [
      [{ output: 0, scores: [1] }],
      [{ output: 1, scores: [0.75] }],
      [{ scores: [0] }],
      [{ output: 3, scores: [1] }],
    ]);
    const options = { baselineRunId: before.id, threshold: null };
    expect(await rowsOf(expectValue(await regressionSheet(scope, now.id, options)))).toEqual([
      expect.objectContaining({ externalId: 'item-2', classification: 'REGRESSED', delta: -1, change: 'NEWLY_FAILING' }),
      expect.objectContaining({
        externalId: 'item-1',
        classification: 'IMPROVED',
        baselineScore: 0.5,
        currentScore: 0.75,
        delta: 0.25,
      }),
      expect.objectContaining({ externalId: 'item-0', classification: 'UNCHANGED', delta: 0, excluded: null }),
      {
        runId: encodeId('run', now.id),
        baselineRunId: encodeId('run', before.id),
        externalId: 'item-3',
        classification: null,
        baselineScore: null,
        currentScore: null,
        delta: null,
        change: null,
        excluded: 'UNSCORED',
        excludedSide: 'BASELINE',
        input: { number: 3 },
        expectedOutput: 3,
      },
    ]);
  });

  test('of large items comes in smaller pages', async () => {
    // What does not repeat is stored as large as it is.
    const noise = (): string => Array.from({ length: 20_000 }, () => crypto.randomUUID()).join('');
    const items = numberedItems(5).map((item) => ({ ...item, input: { noise: noise() } }));
    const experiment = await givenExperiment(scope, { items, variants: 1 });
    const cells = items.map(() => [{ output: 0, scores: [1] }]);
    const [before, now] = [await experiment.run(0, cells), await experiment.run(0, cells)];
    const sheet = expectValue(await regressionSheet(scope, now.id, { baselineRunId: before.id, threshold: null }));
    const sizes: number[] = [];
    for await (const page of sheet.pages()) sizes.push(page.length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(items.length);
  });

  test('of the marked baseline itself asks for another', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
    const run = await experiment.run(0, [[{ output: 0, scores: [1] }]]);
    expectValue(await markBaseline(scope, run.id));
    const refused = await regressionSheet(scope, run.id, { baselineRunId: null, threshold: null });
    expect(refused).toMatchObject({ message: expect.stringContaining('it is its variant’s marked baseline. Name another') });
  });

  test('that can’t be made says why', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
    const run = await experiment.run(0, [[{ output: 0, scores: [1] }]]);
    const active = await experiment.run(0, []);
    const none = { baselineRunId: null, threshold: null };
    expect(await regressionSheet(scope, run.id, none)).toBeInstanceOf(NotFoundError);
    expect(await regressionSheet(scope, active.id, none)).toBeInstanceOf(ConflictError);
    expect(await regressionSheet(scope, run.id, { baselineRunId: run.id, threshold: null })).toBeInstanceOf(ValidationError);
  });
});

test('nothing of another organization is given, and to a guest nothing of another experiment', async () => {
  const experiment = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
  const run = await experiment.run(0, [[{ output: 0 }]]);
  const other = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
  const none = { baselineRunId: null, threshold: null };
  for (const outsider of [stranger, { ...scope, onlyExperiment: other.id }]) {
    expect(await resultsSheet(outsider, run.id)).toBeInstanceOf(NotFoundError);
    expect(await comparisonSheet(outsider, experiment.id, null)).toBeInstanceOf(NotFoundError);
    expect(await comparisonSheet(outsider, experiment.id, [run.id])).toBeInstanceOf(NotFoundError);
    expect(await regressionSheet(outsider, run.id, none)).toBeInstanceOf(NotFoundError);
  }
  const guest = { ...scope, onlyExperiment: experiment.id };
  expect(await rowsOf(expectValue(await resultsSheet(guest, run.id)))).toHaveLength(1);
  expect(await rowsOf(expectValue(await comparisonSheet(guest, experiment.id, null)))).toHaveLength(1);
});
