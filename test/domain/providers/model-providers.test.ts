import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limitsOfLane } from '../../../src/domain/execution/lanes.js';
import { connectionOf } from '../../../src/domain/providers/connections.js';
import { setDefaultProvider } from '../../../src/domain/providers/default-provider.js';
import { modelNames } from '../../../src/domain/providers/model-names.js';
import {
  addModelProvider,
  type ModelProviderInput,
  removeModelProvider,
  updateModelProvider,
} from '../../../src/domain/providers/model-providers.js';
import { findModelProvider, listProviders, type Provider } from '../../../src/domain/providers/providers.js';
import { resolveModel } from '../../../src/domain/providers/resolve-model.js';
import type { Scope } from '../../../src/domain/scope.js';
import { isFailure } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const local: ModelProviderInput = {
  name: 'local',
  kind: 'OPENAI_COMPATIBLE',
  baseUrl: 'http://localhost:11434/v1',
  apiKey: 'sk-secret',
};

async function added(scope: Scope, input: Partial<ModelProviderInput> = {}): Promise<Provider & { id: string }> {
  const provider = ok(await addModelProvider(scope, { ...local, ...input }));
  return { ...provider, id: provider.id ?? '' };
}

function ok<T>(value: T): Exclude<T, Error> {
  if (isFailure(value)) throw value;
  return value as Exclude<T, Error>;
}

async function connection(scope: Scope, model: string) {
  return connectionOf(scope, ok(await resolveModel(scope, model)));
}

describe('a provider', () => {
  test('has a key that is encrypted where it is stored, and shown nowhere', async () => {
    const scope = await testScope(database);
    const provider = await added(scope);
    expect(provider).toMatchObject({
      name: 'local',
      kind: 'OPENAI_COMPATIBLE',
      source: 'ORGANIZATION',
      hasApiKey: true,
      concurrency: null,
      rateLimitWindowMs: 1000,
    });

    const shown = [
      provider,
      await listProviders(scope),
      await findModelProvider(scope, provider.id),
      await resolveModel(scope, 'local:m'),
    ];
    expect(JSON.stringify(shown)).not.toMatch(/sk-secret|encrypted/i);
    const row = await database.db.modelProvider.findUniqueOrThrow({ where: { id: provider.id } });
    expect(Buffer.from(row.apiKeyEncrypted ?? []).toString('latin1')).not.toContain('sk-secret');
    expect(await connection(scope, 'local:m')).toEqual({
      kind: 'OPENAI_COMPATIBLE',
      name: 'local',
      baseUrl: local.baseUrl,
      apiKey: 'sk-secret',
    });
  });

  test.each<[string, Partial<ModelProviderInput>, string, string?]>([
    ['a name with a colon', { name: 'a:b' }, 'name'],
    ['the name of the built-in one', { name: 'rules' }, 'name'],
    ['no address', { baseUrl: null }, 'baseUrl'],
    ['an address that is none', { baseUrl: 'nowhere' }, 'baseUrl', 'ADDRESS_REFUSED'],
    ['an address in a private network', { baseUrl: 'http://10.0.0.1/v1' }, 'baseUrl', 'ADDRESS_REFUSED'],
    ['a vendor without a key', { kind: 'OPENAI', baseUrl: null, apiKey: null }, 'apiKey'],
    ['a key with a line break', { apiKey: 'sk\nx' }, 'apiKey'],
    ['no calls at once', { concurrency: 0 }, 'concurrency'],
    ['a broken limit', { rateLimit: 1.5 }, 'rateLimit'],
    ['a window of nothing', { rateLimitWindowMs: 0 }, 'rateLimitWindowMs'],
    ['a time-out of days', { timeoutMs: 1e9 }, 'timeoutMs'],
    ['a price that is none', { prices: { m: { inputPerMillion: 'free', outputPerMillion: 1 } } }, 'prices.m.inputPerMillion'],
    ['half a price', { prices: { m: { inputPerMillion: 1 } } }, 'prices.m.outputPerMillion'],
  ])('with %s is refused', async (_, input, field, code = 'VALIDATION') => {
    const scope = await testScope(database);
    const error = await addModelProvider(scope, { ...local, ...input });
    expect(error).toMatchObject({ code, field });
    expect(await database.db.modelProvider.count({ where: { organizationId: scope.organizationId } })).toBe(0);
  });

  test('has a name of its own in its organization', async () => {
    const [scope, other] = [await testScope(database), await testScope(database)];
    await added(scope);
    expect(await addModelProvider(scope, local)).toMatchObject({ code: 'NAME_TAKEN' });
    expect(await addModelProvider(other, local)).toMatchObject({ name: 'local' });
    const second = await added(scope, { name: 'second' });
    expect(await updateModelProvider(scope, { id: second.id, name: 'local' })).toMatchObject({ code: 'NAME_TAKEN' });
  });

  test('keeps what a change leaves out, and uses a new key at once', async () => {
    const scope = await testScope(database);
    const { id } = await added(scope, {
      concurrency: 4,
      rateLimit: 10,
      rateLimitWindowMs: 60_000,
      prices: { m: { inputPerMillion: 0.1, outputPerMillion: 2 } },
    });
    await connection(scope, 'local:m');

    const changed = ok(await updateModelProvider(scope, { id, apiKey: 'sk-next', concurrency: null }));
    expect(changed).toMatchObject({
      concurrency: null,
      rateLimit: 10,
      rateLimitWindowMs: 60_000,
      prices: { m: { inputPerMillion: '0.1', outputPerMillion: '2' } },
    });
    expect(await connection(scope, 'local:m')).toMatchObject({ apiKey: 'sk-next' });
    expect(await updateModelProvider(scope, { id, apiKey: null })).toMatchObject({ hasApiKey: false });
    expect(await connection(scope, 'local:m')).toMatchObject({ apiKey: null });
    expect(await updateModelProvider(scope, { id, baseUrl: null })).toMatchObject({ field: 'baseUrl' });
  });

  test('of another organization does not exist', async () => {
    const [scope, other] = [await testScope(database), await testScope(database)];
    const { id } = await added(scope);
    const model = ok(await resolveModel(scope, 'local:m'));
    expect(await findModelProvider(other, id)).toBeNull();
    expect(await updateModelProvider(other, { id, name: 'mine' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await removeModelProvider(other, id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await resolveModel(other, 'local:m')).toMatchObject({ code: 'UNKNOWN_MODEL' });
    await connectionOf(scope, model);
    expect(await connectionOf(other, model)).toBeNull();
  });

  test('is removed unless a run calls it; where it was the default, there is none any more', async () => {
    const scope = await testScope(database);
    const { id } = await added(scope);
    await setDefaultProvider(scope, 'local');
    const model = ok(await resolveModel(scope, 'm'));
    const run = await startedRun(scope, model.lane);
    expect(await removeModelProvider(scope, id)).toMatchObject({ code: 'RUN_ACTIVE' });
    await database.db.run.update({ where: { id: run }, data: { status: 'COMPLETED' } });
    expect(await removeModelProvider(scope, id)).toMatchObject({ id });
    expect(await connectionOf(scope, model)).toBeNull();
    expect(await database.db.organization.findUnique({ where: { id: scope.organizationId } })).toMatchObject({
      defaultProvider: null,
    });
  });

  test('that is renamed stays the default', async () => {
    const scope = await testScope(database);
    const { id } = await added(scope);
    await setDefaultProvider(scope, 'local');
    await updateModelProvider(scope, { id, name: 'nearby' });
    expect(await resolveModel(scope, 'm')).toMatchObject({ provider: 'nearby', model: 'm' });
  });

  test('names the models that have a price, by its own prices or the table, and rules its strategies', async () => {
    const scope = await testScope(database);
    const price = { inputPerMillion: 1, outputPerMillion: 2 };
    await added(scope, { prices: { zeta: price, alpha: price } });
    await added(scope, { name: 'vendor', kind: 'OPENAI', baseUrl: null, prices: { 'gpt-4.1': price, mine: price } });
    const names = new Map((await listProviders(scope)).map((provider) => [provider.name, modelNames(provider)]));
    expect(names.get('local')).toEqual(['alpha', 'zeta']);
    expect(names.get('rules')).toEqual(['labels', 'lines', 'shapes']);
    const vendor = names.get('vendor') ?? [];
    expect(vendor).toEqual(expect.arrayContaining(['gpt-4.1', 'gpt-4.1-mini', 'mine']));
    expect(vendor).toEqual([...new Set(vendor)].sort());
    for (const [provider, models] of names)
      for (const model of models) expect(await resolveModel(scope, `${provider}:${model}`)).toMatchObject({ provider, model });
  });

  test('has the limits of its lane', async () => {
    const scope = await testScope(database);
    await added(scope, { concurrency: 5, rateLimit: 20, rateLimitWindowMs: 2000 });
    const { lane } = ok(await resolveModel(scope, 'local:m'));
    expect(lane).not.toContain(':');
    expect(await limitsOfLane(scope, lane)).toEqual({ concurrency: 5, rateLimit: { max: 20, windowMs: 2000 } });
    for (const other of ['rules', 'environment-openai', 'provider-01890000-0000-7000-8000-000000000000']) {
      expect(await limitsOfLane(scope, other)).toEqual({ concurrency: null, rateLimit: null });
    }
  });
});

test('thousands of calls read a connection once', async () => {
  const scope = await testScope(database);
  await added(scope);
  const model = ok(await resolveModel(scope, 'local:m'));
  database.takeStatements();
  await Promise.all(Array.from({ length: 1000 }, () => connectionOf(scope, model)));
  expect(database.takeStatements()).toHaveLength(1);
});

async function startedRun(scope: Scope, lane: string): Promise<string> {
  const { db, organizationId } = scope;
  const dataset = await db.dataset.create({
    data: { organizationId, name: 'd', versions: { create: { number: 1, itemCount: 0 } } },
    include: { versions: true },
  });
  const datasetVersionId = dataset.versions[0]?.id ?? '';
  const experiment = await db.experiment.create({ data: { organizationId, name: 'e', type: 'LLM' } });
  const variant = await db.variant.create({
    data: { experimentId: experiment.id, name: 'v', taskType: 'LLM', configuration: {}, sortOrder: 1 },
  });
  const start = await db.runStart.create({ data: { experimentId: experiment.id, arguments: {} } });
  const common = { organizationId, experimentId: experiment.id, variantId: variant.id, datasetVersionId, startId: start.id };
  const run = await db.run.create({
    data: { ...common, configuration: {}, evaluators: [], plan: {}, lane, concurrency: 1, status: 'RUNNING' },
  });
  return run.id;
}
