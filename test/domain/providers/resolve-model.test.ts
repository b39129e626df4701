import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { connectionOf } from '../../../src/domain/providers/connections.js';
import { setDefaultProvider } from '../../../src/domain/providers/default-provider.js';
import { addModelProvider } from '../../../src/domain/providers/model-providers.js';
import { listProviders } from '../../../src/domain/providers/providers.js';
import { type ResolvedModel, resolveModel } from '../../../src/domain/providers/resolve-model.js';
import type { Scope } from '../../../src/domain/scope.js';
import { isFailure } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const baseUrl = 'http://localhost:11434/v1';

async function scopeWith(...names: string[]): Promise<Scope> {
  const scope = await testScope(database);
  for (const name of names) await addModelProvider(scope, { name, kind: 'OPENAI_COMPATIBLE', baseUrl });
  return scope;
}

async function resolved(scope: Scope, text: string): Promise<ResolvedModel> {
  const model = await resolveModel(scope, text);
  if (isFailure(model)) throw model;
  return model;
}

test('what stands before the first colon is the provider where there is one, and else part of the model', async () => {
  const scope = await scopeWith('local');
  expect(await resolved(scope, 'local:llama3:8b')).toMatchObject({
    provider: 'local',
    model: 'llama3:8b',
    kind: 'OPENAI_COMPATIBLE',
  });
  await setDefaultProvider(scope, 'local');
  expect(await resolved(scope, 'llama3:8b')).toMatchObject({ provider: 'local', model: 'llama3:8b' });
  expect(await resolved(scope, ' llama3 ')).toMatchObject({ provider: 'local', model: 'llama3' });
});

test('a bare name without a default provider is refused, with the candidates', async () => {
  const scope = await scopeWith('one', 'two');
  const error = await resolveModel(scope, 'gpt-4.1');
  expect(error).toMatchObject({ code: 'UNKNOWN_MODEL', field: 'configuration.model' });
  expect((error as Error).message).toContain('one:gpt-4.1 or two:gpt-4.1');
  // The only provider is not the default one by itself.
  expect(await resolveModel(await scopeWith('one'), 'gpt-4.1')).toMatchObject({ code: 'UNKNOWN_MODEL' });
  expect(((await resolveModel(await scopeWith(), 'gpt-4.1')) as Error).message).toContain('addModelProvider');
});

test.each(['', 'local:', 'rules:', 'rules:guess', 'rules:constructor', 'openai:gpt-4.1'])('%j is no model', async (text) => {
  expect(await resolveModel(await scopeWith('local'), text)).toMatchObject({
    code: 'UNKNOWN_MODEL',
    field: 'configuration.model',
  });
});

test('rules extract without a key, by a strategy that the error names when it is another', async () => {
  const scope = await scopeWith();
  const model = await resolved(scope, 'rules:labels');
  expect(model).toMatchObject({ lane: 'rules', provider: 'rules', kind: 'RULES', model: 'labels', providerId: null });
  expect(await connectionOf(scope, model)).toBeNull();
  expect(((await resolveModel(scope, 'rules:guess')) as Error).message).toMatch(/rules:labels or .*rules:/);
});

test('a key in the environment makes a provider, unless the organization has one of its name', async () => {
  const config = readConfig({ OPENAI_API_KEY: 'sk-env', GOOGLE_GENERATIVE_AI_API_KEY: 'g-env' });
  const scope = await testScope(database, { config });
  expect((await listProviders(scope)).map(({ name, source, id }) => [name, source, id])).toEqual([
    ['google', 'ENVIRONMENT', null],
    ['openai', 'ENVIRONMENT', null],
    ['rules', 'BUILT_IN', null],
  ]);
  const shared = await resolved(scope, 'openai:gpt-4.1');
  expect(shared).toMatchObject({ lane: 'environment-openai', providerId: null, kind: 'OPENAI' });
  expect(shared.prices).toMatchObject({ inputPerMillion: expect.any(String) });
  expect(await connectionOf(scope, shared)).toEqual({ kind: 'OPENAI', name: 'openai', baseUrl: null, apiKey: 'sk-env' });

  await addModelProvider(scope, { name: 'openai', kind: 'OPENAI', apiKey: 'sk-own' });
  const own = await resolved(scope, 'openai:gpt-4.1');
  expect(own.lane).toMatch(/^provider-/);
  expect(await connectionOf(scope, own)).toMatchObject({ apiKey: 'sk-own' });
  expect((await listProviders(scope)).map((provider) => provider.source)).toEqual(['ENVIRONMENT', 'ORGANIZATION', 'BUILT_IN']);
  expect(JSON.stringify(await listProviders(scope))).not.toMatch(/sk-|g-env/);
});

test("a provider's own prices go before the bundled ones; an unknown price is null", async () => {
  const scope = await testScope(database);
  const prices = { 'gpt-4.1': { inputPerMillion: 7, outputPerMillion: '9.5' } };
  await addModelProvider(scope, { name: 'vendor', kind: 'OPENAI', apiKey: 'sk-x', prices, timeoutMs: 500 });
  expect(await resolved(scope, 'vendor:gpt-4.1')).toMatchObject({
    prices: { inputPerMillion: '7', outputPerMillion: '9.5' },
    timeoutMs: 500,
  });
  expect((await resolved(scope, 'vendor:gpt-4o')).prices).not.toBeNull();
  expect((await resolved(scope, 'vendor:constructor')).prices).toBeNull();
});

test('the default provider is one that there is', async () => {
  const scope = await scopeWith('local');
  expect(await setDefaultProvider(scope, 'other')).toMatchObject({ code: 'VALIDATION', field: 'name' });
  expect(await setDefaultProvider(scope, 'local')).toMatchObject({ defaultProvider: 'local' });
  expect(await setDefaultProvider(scope, null)).toMatchObject({ defaultProvider: null });
  expect(await setDefaultProvider(await scopeWith(), 'local')).toMatchObject({ code: 'VALIDATION' });
});
