import { afterEach, beforeEach, expect, test } from 'vitest';
import { pino } from 'pino';
import { readConfig } from '../../../src/config.js';
import { RunVectors } from '../../../src/domain/comparison/run-vectors.js';
import { authenticate, revokeApiKey } from '../../../src/domain/organizations/api-keys.js';
import { ensureFirstKey } from '../../../src/domain/organizations/first-key.js';
import type { Services } from '../../../src/domain/scope.js';
import { Secrets } from '../../../src/models/secrets.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

const secrets = new Secrets('a secret for tests alone');

function services(environment: NodeJS.ProcessEnv = {}): Services {
  return {
    config: readConfig(environment),
    db: database.db,
    secrets,
    fetch: globalThis.fetch,
    log: pino({ level: 'silent' }),
    vectors: new RunVectors(database.db),
  };
}

test('the first start makes an organization and an admin key to it, and later ones nothing', async () => {
  const first = await ensureFirstKey(services());
  expect(await ensureFirstKey(services())).toBeNull();

  const organizations = await database.db.organization.findMany();
  expect(organizations.map(({ name }) => name)).toEqual(['default']);
  expect(await authenticate(services(), first?.key ?? '')).toMatchObject({ organizationId: organizations[0]?.id, role: 'ADMIN' });
});

test('of five processes that start at once, one shows a key', async () => {
  const shown = await Promise.all(Array.from({ length: 5 }, () => ensureFirstKey(services())));
  expect(shown.filter((key) => key !== null)).toHaveLength(1);
  expect(await database.db.organization.count()).toBe(1);
  expect(await database.db.apiKey.count()).toBe(1);
});

test('the key of the environment opens the organization, however often and however many processes start with it', async () => {
  const configured = services({ VARIORUM_API_KEY: 'chosen-by-the-deployer' });
  const shown = await Promise.all(Array.from({ length: 5 }, () => ensureFirstKey(configured)));

  expect(shown).toEqual([null, null, null, null, null]);
  expect(await database.db.apiKey.findMany()).toMatchObject([{ role: 'ADMIN', hint: 'chose' }]);
  expect(await authenticate(configured, 'chosen-by-the-deployer')).toMatchObject({ role: 'ADMIN' });
  // Its variable removed, the deployment still has a key.
  expect(await ensureFirstKey(services())).toBeNull();
});

test('a changed key of the environment is added to the same organization', async () => {
  const first = await ensureFirstKey(services());
  await ensureFirstKey(services({ VARIORUM_API_KEY: 'the first of my choice' }));
  await ensureFirstKey(services({ VARIORUM_API_KEY: 'the second of my choice' }));

  const keys = [first?.key ?? '', 'the first of my choice', 'the second of my choice'];
  const identities = await Promise.all(keys.map((key) => authenticate(services(), key)));
  expect(new Set(identities.map((identity) => identity?.organizationId))).toEqual(
    new Set([(await database.db.organization.findFirst())?.id]),
  );
});

test('a key that was revoked stays so when a process starts with it', async () => {
  const configured = services({ VARIORUM_API_KEY: 'chosen-by-the-deployer' });
  await ensureFirstKey(configured);
  await ensureFirstKey(services({ VARIORUM_API_KEY: 'another-of-the-deployer' }));
  const identity = await authenticate(configured, 'chosen-by-the-deployer');
  if (!identity) throw new Error('The key should open the organization before it is revoked.');
  await revokeApiKey({ ...configured, organizationId: identity.organizationId, onlyExperiment: null }, identity.apiKeyId);

  await ensureFirstKey(configured);

  expect(await authenticate(configured, 'chosen-by-the-deployer')).toBeNull();
});
