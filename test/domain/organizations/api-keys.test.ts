import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiKeys, authenticate, createApiKey, revokeApiKey } from '../../../src/domain/organizations/api-keys.js';
import type { Scope } from '../../../src/domain/scope.js';
import type { Role } from '../../../src/database/client.js';
import { ConflictError, isFailure, NotFoundError, ValidationError } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function created(scope: Scope, role: Role, name = 'a key') {
  const result = await createApiKey(scope, { name, role });
  if (isFailure(result)) throw result;
  return result;
}

test('a key opens its own organization with its role', async () => {
  const scope = await testScope(database);
  const { key, apiKey } = await created(scope, 'EDITOR', '  CI ');

  expect(key).toMatch(/^vrm_[\w-]{43}$/);
  expect(apiKey).toMatchObject({ name: 'CI', role: 'EDITOR', hint: key.slice(0, 8), revokedAt: null });
  expect(await authenticate(scope, key)).toEqual({
    kind: 'key',
    organizationId: scope.organizationId,
    apiKeyId: apiKey.id,
    role: 'EDITOR',
  });
});

test('the key itself is not stored', async () => {
  const scope = await testScope(database);
  const { key } = await created(scope, 'VIEWER');
  const rows = await database.db.$queryRaw<{ row: string }[]>`SELECT api_key::text AS row FROM api_key`;
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ row }) => row.includes(key.slice(8)))).toEqual([]);
});

test.each(['', 'vrm_', 'vrm_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '\u0000', '\ud800'])(
  'the unknown key %j opens nothing',
  async (key) => {
    expect(await authenticate(await testScope(database), key)).toBeNull();
  },
);

test('a request is authenticated by one statement', async () => {
  const scope = await testScope(database);
  const { key } = await created(scope, 'VIEWER');
  database.takeStatements();
  await authenticate(scope, key);
  expect(database.takeStatements()).toHaveLength(1);
});

test('a revoked key opens nothing from the next request on, and stays in the list', async () => {
  const scope = await testScope(database);
  const { key, apiKey } = await created(scope, 'VIEWER');

  const revoked = await revokeApiKey(scope, apiKey.id);

  expect(revoked).toMatchObject({ id: apiKey.id, revokedAt: expect.any(Date) });
  expect(await authenticate(scope, key)).toBeNull();
  expect(await revokeApiKey(scope, apiKey.id)).toEqual(revoked);
  expect(await apiKeys(scope)).toEqual([revoked]);
});

test('the last admin key can not be revoked, an earlier one can', async () => {
  const scope = await testScope(database);
  const first = await created(scope, 'ADMIN', 'first');
  const second = await created(scope, 'ADMIN', 'second');
  await created(scope, 'EDITOR', 'an editor is no admin');

  expect(await revokeApiKey(scope, first.apiKey.id)).not.toSatisfy(isFailure);
  const refused = await revokeApiKey(scope, second.apiKey.id);

  expect(refused).toBeInstanceOf(ConflictError);
  expect(refused).toMatchObject({ message: expect.stringContaining('"second"') });
  expect(await authenticate(scope, second.key)).not.toBeNull();
});

test('of admins that revoke one another at once, one keeps its key', async () => {
  const scope = await testScope(database);
  const keys = await Promise.all(Array.from({ length: 5 }, () => created(scope, 'ADMIN')));

  const results = await Promise.all(keys.map(({ apiKey }) => revokeApiKey(scope, apiKey.id)));

  expect(results.filter(isFailure)).toHaveLength(1);
  expect(await database.db.apiKey.count({ where: { organizationId: scope.organizationId, revokedAt: null } })).toBe(1);
});

test.each(['', '  ', 'x'.repeat(201)])('a key is not named %j', async (name) => {
  const scope = await testScope(database);
  const refused = await createApiKey(scope, { name, role: 'VIEWER' });
  expect(refused).toBeInstanceOf(ValidationError);
  expect(refused).toMatchObject({ field: 'name' });
  expect(await apiKeys(scope)).toEqual([]);
});

test("another organization's keys are neither listed nor revoked", async () => {
  const [mine, theirs] = await Promise.all([testScope(database), testScope(database)]);
  const { apiKey, key } = await created(theirs, 'VIEWER');

  const refused = await revokeApiKey(mine, apiKey.id);
  expect(refused).toBeInstanceOf(NotFoundError);
  expect(await apiKeys(mine)).toEqual([]);
  expect(await authenticate(theirs, key)).not.toBeNull();

  await database.db.apiKey.delete({ where: { id: apiKey.id } });
  expect(await revokeApiKey(mine, apiKey.id)).toEqual(refused);
});
