import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesList } from '../../src/dashboard/experiments/list-changes.js';
import type { ExperimentFilter } from '../../src/dashboard/experiments/generated.js';

const experiment = (id: string) =>
  fc.record({
    id: fc.constant(id),
    name: fc.constantFrom('Invoices', 'receipts'),
    description: fc.constantFrom(null, 'of INVOICES'),
    type: fc.constantFrom('LLM', 'CUSTOM'),
    status: fc.constantFrom('DRAFT', 'RUNNING', 'COMPLETED'),
    stage: fc.constantFrom('IDLE', 'ARCHIVED'),
  });
type Experiment = typeof experiment extends (id: string) => fc.Arbitrary<infer Made> ? Made : never;

const filter: fc.Arbitrary<ExperimentFilter> = fc.record(
  {
    search: fc.constantFrom('invoices', ' Receipts '),
    type: fc.constantFrom('LLM', 'CUSTOM'),
    status: fc.constantFrom('DRAFT', 'RUNNING'),
    stage: fc.constantFrom('IDLE', 'ARCHIVED'),
    archived: fc.constant(true),
  },
  { requiredKeys: [] },
);

const pageSize = 3;

/** A page of the list as the API gives it. */
function pageOf(all: Experiment[], wanted: ExperimentFilter, after: string | null) {
  const text = wanted.search?.trim().toLowerCase() ?? '';
  const fitting = all
    .filter(({ id }) => after === null || id < after)
    .filter(({ type }) => wanted.type === undefined || type === wanted.type)
    .filter(({ status }) => wanted.status === undefined || status === wanted.status)
    .filter(({ stage }) => wanted.stage === undefined || stage === wanted.stage)
    .filter(({ stage }) => wanted.stage === 'ARCHIVED' || (stage === 'ARCHIVED') === (wanted.archived ?? false))
    .filter(({ name, description }) => `${name} ${description ?? ''}`.toLowerCase().includes(text))
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  return { entries: fitting.slice(0, pageSize), hasNextPage: fitting.length > pageSize };
}

/** Some experiments, and one of them or a new one as it is next. */
const changes = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: 1 }).chain((ids) =>
  fc.record({
    all: fc.tuple(...ids.slice(1).map(experiment)),
    told: fc.constantFrom(...ids).chain(experiment),
  }),
);

/** The ids of a page before and after a change, and whether the change is said to make it another page. */
function told({ all, told }: { all: Experiment[]; told: Experiment }, wanted: ExperimentFilter, after: string | null) {
  const before = pageOf(all, wanted, after);
  const next = pageOf([...all.filter(({ id }) => id !== told.id), told], wanted, after);
  const ids = (page: { entries: Experiment[] }) => page.entries.map(({ id }) => id).join();
  return { isAnother: ids(before) !== ids(next), isSaid: changesList(told, { filter: wanted, isHeld: false, ...before }) };
}

describe('A change of an experiment', () => {
  test('has the first page read again exactly when other experiments belong there, whatever the filter', () => {
    fc.assert(
      fc.property(changes, filter, (change, wanted) => {
        const { isAnother, isSaid } = told(change, wanted, null);
        expect(isSaid).toBe(isAnother || isNextPageNew(change, wanted));
      }),
    );
  });

  test('of one that is newer than all of a page that is held is no reason to read it again', () => {
    const page = { filter: {}, entries: [{ id: 'c' }, { id: 'a' }], hasNextPage: false };
    const change = { name: '', description: null, type: 'LLM', status: 'DRAFT', stage: 'IDLE' } as const;
    expect(changesList({ id: 'd', ...change }, { ...page, isHeld: true })).toBe(false);
    expect(changesList({ id: 'd', ...change }, { ...page, isHeld: false })).toBe(true);
    expect(changesList({ id: 'b', ...change }, { ...page, isHeld: true })).toBe(true);
  });

  test('never leaves a later page with the wrong experiments', () => {
    fc.assert(
      fc.property(changes, filter, fc.constantFrom('d', 'f'), (change, wanted, after) => {
        const { isAnother, isSaid } = told(change, wanted, after);
        if (isAnother) expect(isSaid).toBe(true);
      }),
    );
  });
});

/** Whether a full page that was the last one has one behind it now, which its reader is to be offered. */
function isNextPageNew({ all, told }: { all: Experiment[]; told: Experiment }, wanted: ExperimentFilter): boolean {
  const next = pageOf([...all.filter(({ id }) => id !== told.id), told], wanted, null);
  return !pageOf(all, wanted, null).hasNextPage && next.hasNextPage;
}
