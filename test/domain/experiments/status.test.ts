import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunStatus } from '../../../src/database/client.js';
import { type ExperimentFilter, filteredExperiments } from '../../../src/domain/experiments/filter.js';
import { createExperiment } from '../../../src/domain/experiments/experiments.js';
import { ExperimentStatus, experimentStatuses, statusOfRuns } from '../../../src/domain/experiments/status.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, storedRun, storedVariant, succeeded } from './rows.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const runStatuses = fc.array(fc.constantFrom(...Object.values(RunStatus)), { maxLength: 5 });

describe('the status of an experiment', () => {
  test.each<[ExperimentStatus, RunStatus[]]>([
    ['DRAFT', []],
    ['RUNNING', ['PENDING']],
    ['RUNNING', ['COMPLETED', 'FAILED', 'RUNNING']],
    ['COMPLETED', ['COMPLETED', 'COMPLETED']],
    ['PARTIAL_SUCCESS', ['COMPLETED', 'FAILED']],
    ['PARTIAL_SUCCESS', ['CANCELLED', 'COMPLETED']],
    ['FAILED', ['FAILED', 'CANCELLED']],
    ['FAILED', ['CANCELLED']],
  ])('%s: %j', (status, runs) => {
    expect(statusOfRuns(runs)).toBe(status);
  });

  test('it is what counting the runs says', () => {
    fc.assert(
      fc.property(runStatuses, (statuses) => {
        const count = (...wanted: RunStatus[]) => statuses.filter((status) => wanted.includes(status)).length;
        let expected: ExperimentStatus = 'PARTIAL_SUCCESS';
        if (count('COMPLETED') === 0) expected = 'FAILED';
        if (count('COMPLETED') === statuses.length) expected = 'COMPLETED';
        if (count('PENDING', 'RUNNING') > 0) expected = 'RUNNING';
        if (statuses.length === 0) expected = 'DRAFT';
        expect(statusOfRuns(statuses)).toBe(expected);
      }),
    );
  });

  test('read from the database by one statement, and filtered there, it is the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(runStatuses, { minLength: 1, maxLength: 4 }), async (given) => {
        const scope = await testScope(database);
        const expected = new Map<string, ExperimentStatus>();
        for (const statuses of given) {
          const experiment = await newExperiment(scope);
          const variant = await storedVariant(scope, experiment);
          for (const status of statuses) await storedRun(scope, experiment, variant, status);
          expected.set(experiment.id, statusOfRuns(statuses));
        }

        database.takeStatements();
        expect(await experimentStatuses(scope, [...expected.keys()])).toEqual(expected);
        expect(database.takeStatements()).toHaveLength(1);
        for (const status of Object.values(ExperimentStatus)) {
          const listed = await filteredExperiments(scope, { status }, { after: null, limit: 10 });
          expect(listed).toEqual([...expected.keys()].filter((id) => expected.get(id) === status).reverse());
        }
      }),
      { numRuns: 12 },
    );
  });

  test("another organization's experiments have none", async () => {
    const theirs = await newExperiment(await testScope(database));
    expect(await experimentStatuses(await testScope(database), [theirs.id])).toEqual(new Map());
  });
});

describe('the filter of the list', () => {
  test('type and text restrict together, in any case, and wildcards stand for themselves', async () => {
    const scope = await testScope(database);
    for (const [name, type, description] of [
      ['Invoices 100%', 'LLM', 'total_sum'],
      ['invoices 1000', 'EXTRACTION', 'totalXsum'],
      ['receipts', 'LLM', 'like INVOICES\\'],
    ] as const) {
      succeeded(await createExperiment(scope, { name, type, description }));
    }
    const names = async (filter: ExperimentFilter) => {
      const ids = await filteredExperiments(scope, filter, { after: null, limit: 10 });
      const rows = await database.db.experiment.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
      return rows.map(({ name }) => name);
    };

    expect(await names({})).toHaveLength(3);
    expect(await names({ status: null, type: null, search: '  ' })).toHaveLength(3);
    expect(await names({ search: ' INVOICES ' })).toHaveLength(3);
    expect(await names({ search: 'invoices', type: 'LLM' })).toEqual(['Invoices 100%', 'receipts']);
    expect(await names({ search: 'invoices', type: 'LLM', status: 'RUNNING' })).toEqual([]);
    expect(await names({ search: '100%' })).toEqual(['Invoices 100%']);
    expect(await names({ search: 'l_s' })).toEqual(['Invoices 100%']);
    expect(await names({ search: 'S\\' })).toEqual(['receipts']);
    expect(await names({ search: '\u0000' })).toEqual([]);
  });

  test('it lists no other organization', async () => {
    await newExperiment(await testScope(database), 'theirs');
    const ours = await testScope(database);
    expect(await filteredExperiments(ours, { search: 'theirs' }, { after: null, limit: 10 })).toEqual([]);
  });
});
