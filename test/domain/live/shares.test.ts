import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveShares } from '../../../src/domain/live/shares.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { givenLiveExperiment } from './given-exposures.js';

let database: TestDatabase;
let scope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

test('a variant that has the name of something that every object has is one like the others', async () => {
  const live = await givenLiveExperiment(scope, { variants: ['current', 'toString'], weights: { current: 1 } });
  await live.expose({ variant: 'current' }, { variant: 'toString' });
  const found = (await liveShares(scope, [live.id])).get(live.id);
  expect(found?.shares.get('toString')).toEqual({ share: 0.5, expectedShare: 0 });
  expect(found?.sampleRatio).toEqual({ expectedShares: [1, 0], pValue: 1e-30, mismatch: true });
});

test('weights that come back are judged over all of their units, with those of other weights apart', async () => {
  const live = await givenLiveExperiment(scope, { weights: { current: 1, candidate: 1 } });
  const units = (variant: string, count: number) => Array.from({ length: count }, () => ({ variant }));
  await live.expose(...units('current', 30), ...units('candidate', 10));
  const alone = (await liveShares(scope, [live.id])).get(live.id);
  expect(alone?.sampleRatio?.pValue).toBeLessThan(1);
  await live.choose({ weights: { current: 9, candidate: 1 } });
  await live.expose(...units('current', 9), ...units('candidate', 1));
  // The same weights, chosen by otherwise.
  await live.choose({ strategy: 'WEIGHTED', weights: { candidate: 1, current: 1 } });
  await live.expose(...units('current', 10), ...units('candidate', 30));
  const found = (await liveShares(scope, [live.id])).get(live.id);
  expect(found?.sampleRatio).toMatchObject({ pValue: 1, mismatch: false });
  expect(found?.shares.get('current')?.expectedShare).toBeCloseTo((80 * 0.5 + 10 * 0.9) / 90, 12);
});

test('thousands of different weights take no longer than their number', async () => {
  const changes = 10_000;
  const live = await givenLiveExperiment(scope);
  const [run] = await live.expose({ variant: 'current' });
  const weights = Array.from({ length: changes }, (_, place) =>
    JSON.stringify({ current: place + 1, candidate: changes - place }),
  );
  await scope.db.$executeRaw`
    INSERT INTO live_allocation (id, live_experiment_id, strategy, managed, weights, variants, content_hash)
    SELECT gen_random_uuid(), ${live.id}::uuid, 'BUCKET', false, w::jsonb, '{current,candidate}', decode(md5(w), 'hex') FROM unnest(${weights}::text[]) AS w`;
  await scope.db.$executeRaw`
    INSERT INTO exposure (id, live_experiment_id, variant, allocation_id, function_run_id, unit)
    SELECT gen_random_uuid(), a.live_experiment_id, v.variant, a.id, ${run?.functionRunId}::uuid, decode(md5(a.id || v.variant), 'hex')
    FROM live_allocation a CROSS JOIN (VALUES ('current'), ('candidate')) AS v(variant) WHERE a.live_experiment_id = ${live.id}::uuid`;
  const begun = process.cpuUsage();
  const found = (await liveShares(scope, [live.id])).get(live.id);
  const { user, system } = process.cpuUsage(begun);
  // Of this process alone, in microseconds: whatever else the machine does takes none of it.
  expect(user + system).toBeLessThan(1_000_000);
  expect(found?.units).toBe(2 * changes + 3);
  expect(found?.shares.get('current')).toEqual({ share: expect.closeTo(0.5, 3), expectedShare: expect.closeTo(0.5, 3) });
});
