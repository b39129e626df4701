import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { RealtimeClient } from '../support/realtime.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { newExperiment, storedVariant } from '../domain/experiments/rows.js';
import { type GivenExposure, givenLiveExperiment } from '../domain/live/given-exposures.js';
import { encodeId } from '../../src/ids.js';

let database: TestDatabase;
let server: TestServer;
let clients: RealtimeClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
});
afterAll(async () => {
  await server.close();
  await database.close();
});

function client(key = server.a.viewer): RealtimeClient {
  const made = new RealtimeClient(server.url, key);
  clients.push(made);
  return made;
}

/** The data of an operation that is expected to have no errors. */
async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await server.request<T>(query, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

const figures = `fragment Metric on LiveMetric { name units mean low high comparison { difference low high pValue adjustedPValue verdict } }
  fragment Figures on LiveExperiment { name strategy managed exposures units sampleRatio { pValue mismatch }
    variants { name position weight promotedWeight configuration promotedFrom { name } promotedAt share expectedShare
      exposures units completed failed errorRate { ...Metric } durationMs { ...Metric } cost { ...Metric } scores { ...Metric } } }`;

interface Variant {
  name: string;
  exposures: number;
  units: number;
  weight: number | null;
  scores: { name: string; units: number; mean: number | null }[];
}
interface Live {
  liveExperiment: { exposures: number; units: number; variants: Variant[] };
}

/** So many exposures of a variant, to users of its own. */
function users(
  variant: string,
  count: number,
  otherwise: (place: number) => Partial<GivenExposure> = () => ({}),
): GivenExposure[] {
  return Array.from({ length: count }, (_, place) => ({ variant, key: `${variant}-${place}`, ...otherwise(place) }));
}

test('a live experiment shows shares, outcomes, durations, costs and scores beside the first variant', async () => {
  const live = await givenLiveExperiment(server.a.scope, { name: 'assistant' });
  await live.expose(
    ...users('current', 300, (place) => ({ durationMs: 900 + (place % 5), cost: '0.0002', scores: { resolved: place % 2 } })),
    ...users('candidate', 290, (place) => ({
      durationMs: 400 + (place % 5),
      cost: place < 10 ? null : '0.0001',
      status: place < 20 ? 'FAILED' : 'COMPLETED',
    })),
    // Somebody comes back, and is still there.
    { variant: 'candidate', key: 'candidate-0', status: 'RUNNING' },
  );
  const { liveExperiment } = await ask<Live>(`${figures} query { liveExperiment(name: "assistant") { ...Figures } }`);
  const interval = { low: expect.any(Number), high: expect.any(Number) };
  const comparison = {
    ...interval,
    difference: expect.any(Number),
    pValue: expect.any(Number),
    adjustedPValue: expect.any(Number),
  };
  const unset = { promotedWeight: null, configuration: null, promotedFrom: null, promotedAt: null };
  expect(liveExperiment).toEqual({
    name: 'assistant',
    strategy: 'BUCKET',
    managed: false,
    exposures: 591,
    units: 590,
    sampleRatio: { pValue: expect.any(Number), mismatch: false },
    variants: [
      {
        ...unset,
        name: 'current',
        position: 0,
        weight: 1,
        share: 300 / 590,
        expectedShare: 0.5,
        exposures: 300,
        units: 300,
        completed: 300,
        failed: 0,
        errorRate: { name: 'errors', units: 300, mean: 0, low: 0, high: expect.closeTo(0.0126, 4), comparison: null },
        durationMs: { name: 'durationMs', units: 300, mean: 902, ...interval, comparison: null },
        cost: { name: 'cost', units: 300, mean: 0.0002, low: 0.0002, high: 0.0002, comparison: null },
        scores: [{ name: 'resolved', units: 300, mean: 0.5, ...interval, comparison: null }],
      },
      {
        ...unset,
        name: 'candidate',
        position: 1,
        weight: 1,
        share: 290 / 590,
        expectedShare: 0.5,
        exposures: 291,
        units: 290,
        completed: 270,
        failed: 20,
        errorRate: {
          name: 'errors',
          units: 290,
          mean: expect.closeTo(20 / 290, 9),
          ...interval,
          comparison: { ...comparison, verdict: 'REGRESSED' },
        },
        durationMs: {
          name: 'durationMs',
          units: 270,
          mean: 402,
          ...interval,
          comparison: { ...comparison, verdict: 'IMPROVED' },
        },
        cost: {
          name: 'cost',
          units: 280,
          mean: 0.0001,
          low: 0.0001,
          high: 0.0001,
          comparison: { ...comparison, difference: -0.0001, verdict: 'IMPROVED' },
        },
        scores: [{ name: 'resolved', units: 0, mean: null, low: null, high: null, comparison: null }],
      },
    ],
  });
});

test('units that are not shared as the weights say are told of, by the weights of their time', async () => {
  const live = await givenLiveExperiment(server.a.scope, { name: 'shared' });
  const ratio = () =>
    ask('{ liveExperiment(name: "shared") { sampleRatio { mismatch } variants { weight share expectedShare } } }');
  await live.expose(...users('current', 100), ...users('candidate', 100));
  await live.choose({ weights: { current: 3, candidate: 1 } });
  await live.expose(...users('current', 175, (place) => ({ key: `later-${place}` })));
  await live.expose(...users('candidate', 25, (place) => ({ key: `later still-${place}` })));
  // Those who were there before are not counted again.
  await live.expose(...users('current', 100), ...users('candidate', 100));
  expect(await ratio()).toEqual({
    liveExperiment: {
      sampleRatio: { mismatch: true },
      variants: [
        { weight: 3, share: 275 / 400, expectedShare: 0.625 },
        { weight: 1, share: 125 / 400, expectedShare: 0.375 },
      ],
    },
  });
  await live.choose({ strategy: 'CUSTOM', weights: null });
  expect(await ratio()).toMatchObject({ liveExperiment: { variants: [{ weight: null }, { weight: null }] } });
});

test('whoever watches a live experiment is told of exposures, scores and promotions', async () => {
  const { scope } = server.a;
  const live = await givenLiveExperiment(scope, { name: 'watched', managed: true, weights: { current: 9, candidate: 1 } });
  const states = client().subscribe<Live>(
    'subscription ($id: ID!) { liveExperiment(id: $id) { exposures units variants { name exposures units weight scores { name units mean } } } }',
    { id: live.publicId },
  );
  expect(await states.next()).toMatchObject({
    liveExperiment: { exposures: 0, units: 0, variants: [{ weight: 9 }, { weight: 1 }] },
  });
  const [exposure] = await live.expose({ variant: 'candidate', key: 'ada' }, { variant: 'candidate', key: 'ada' });
  const exposed = await states.waitForMessage(({ liveExperiment }) => liveExperiment.exposures > 0);
  expect(exposed.liveExperiment.variants[1]).toMatchObject({ exposures: 2, units: 1, scores: [] });

  const functionRunId = encodeId('functionRun', exposure?.functionRunId ?? '');
  const score =
    'mutation ($input: RecordScoreInput!) { recordScore(input: $input) { ... on LiveScore { variant liveExperiment { id } } } }';
  expect(await ask(score, { input: { experiment: 'watched', functionRunId, name: 'resolved', value: 0.5 } })).toEqual({
    recordScore: { variant: 'candidate', liveExperiment: { id: live.publicId } },
  });
  const variant = await storedVariant(scope, await newExperiment(scope, 'offline', 'LLM'), 'winner');
  const input = {
    variantId: encodeId('variant', variant.id),
    liveExperimentId: live.publicId,
    liveVariant: 'candidate',
    weight: 30,
  };
  const promote = `mutation ($input: PromoteVariantInput!) { promoteVariant(input: $input) { ... on LiveExperiment {
    variants { name weight promotedWeight configuration promotedFrom { name } } } } }`;
  const [current, candidate] = [
    { name: 'current', weight: 9, promotedWeight: null, configuration: null, promotedFrom: null },
    { name: 'candidate', weight: 30, promotedWeight: 30, configuration: {}, promotedFrom: { name: 'winner' } },
  ];
  expect(await ask(promote, { input })).toEqual({ promoteVariant: { variants: [current, candidate] } });
  const promoted = await states.waitForMessage(({ liveExperiment }) => liveExperiment.variants[1]?.weight === 30);
  expect(promoted.liveExperiment.variants[1]?.scores).toEqual([{ name: 'resolved', units: 1, mean: 0.5 }]);
  states.stop();
});

test('a live experiment is asked for by its name or its id, and by one of them', async () => {
  const live = await givenLiveExperiment(server.a.scope, { name: 'by name' });
  const find = (args: string, key?: string) => server.request(`{ liveExperiment(${args}) { id } }`, {}, key);
  const found = { data: { liveExperiment: { id: live.publicId } } };
  expect(await find('name: "by name"')).toEqual(found);
  expect(await find(`id: "${live.publicId}"`)).toEqual(found);
  for (const args of ['name: "by n"', 'id: "by name"', 'name: "\\u0000"']) {
    expect(await find(args)).toEqual({ data: { liveExperiment: null } });
  }
  expect(await find('name: "by name"', server.b.admin)).toEqual({ data: { liveExperiment: null } });
  for (const args of ['name: null', `id: "${live.publicId}", name: "by name"`]) {
    expect(await find(args)).toMatchObject({ errors: [{ extensions: { code: 'VALIDATION' } }] });
  }
  const watch = 'subscription ($id: ID!) { liveExperiment(id: $id) { name } }';
  for (const [key, id] of [
    [server.b.admin, live.publicId],
    [server.a.viewer, 'nonsense'],
  ] as const) {
    expect(await client(key).subscribe(watch, { id }).nextResult()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  }
});

test('a page of live experiments with all of their figures takes as many statements as one', async () => {
  for (const name of ['page one', 'page two', 'page three']) {
    const live = await givenLiveExperiment(server.a.scope, { name });
    await live.expose(...users('current', 7, () => ({ durationMs: 1, scores: { resolved: 1 } })));
  }
  const list = `${figures} query ($first: Int, $after: String) { liveExperiments(first: $first, after: $after) {
    edges { node { ...Figures } } pageInfo { endCursor hasNextPage } } }`;
  interface Page {
    liveExperiments: { edges: { node: { name: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
  }
  const page = async (first: number, after: string | null = null) => {
    database.takeStatements();
    const { liveExperiments } = await ask<Page>(list, { first, after });
    return { liveExperiments, statements: database.takeStatements().length };
  };
  const one = await page(1);
  const two = await page(2, one.liveExperiments.pageInfo.endCursor);
  expect([one, two].flatMap(({ liveExperiments }) => liveExperiments.edges.map(({ node }) => node.name))).toEqual([
    'page three',
    'page two',
    'page one',
  ]);
  expect(two.statements).toBe(one.statements);
});
