import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../../../src/domain/scope.js';
import {
  authenticateGuest,
  createShareLink,
  type CreatedShareLink,
  isShareToken,
  revokeShareLink,
  shareLinkStatus,
} from '../../../src/domain/sharing/share-links.js';
import { isFailure, NotFoundError, ValidationError } from '../../../src/failures.js';
import type { Id } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function experimentOf(scope: Scope, name = 'Receipts'): Promise<Id<'experiment'>> {
  const data = { organizationId: scope.organizationId, name, type: 'LLM' as const };
  return (await scope.db.experiment.create({ data })).id;
}

async function created(scope: Scope, input: Parameters<typeof createShareLink>[1]): Promise<CreatedShareLink> {
  const link = await createShareLink(scope, input);
  if (isFailure(link)) throw link;
  return link;
}

test('a link opens its experiment to whoever holds its token', async () => {
  const scope = await testScope(database);
  const experimentId = await experimentOf(scope);
  const { shareLink, token, path } = await created(scope, { experimentId, name: ' for the board ' });

  expect(shareLink).toMatchObject({ name: 'for the board', experimentId, revokedAt: null });
  expect(token).toMatch(/^vrs_[\w-]{43}$/);
  expect(isShareToken(token)).toBe(true);
  expect(path).toBe(`/shared#${token}`);
  expect(await authenticateGuest(scope, token)).toEqual({
    kind: 'guest',
    organizationId: scope.organizationId,
    shareLinkId: shareLink.id,
    experimentId,
  });
});

test('it bears the name of the experiment where it is given none', async () => {
  const scope = await testScope(database);
  const { shareLink } = await created(scope, { experimentId: await experimentOf(scope, 'Invoices') });
  expect(shareLink.name).toBe('Invoices');
});

test('the token itself is not stored', async () => {
  const scope = await testScope(database);
  const { token } = await created(scope, { experimentId: await experimentOf(scope) });
  const rows = await database.db.$queryRaw<{ row: string }[]>`SELECT share_link::text AS row FROM share_link`;
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ row }) => row.includes(token.slice(4)))).toEqual([]);
});

test('a link that expired opens nothing, from that moment on', async () => {
  const scope = await testScope(database);
  const { shareLink, token } = await created(scope, { experimentId: await experimentOf(scope), expiresInHours: 1 });
  const { expiresAt } = shareLink;
  expect(shareLinkStatus(shareLink, new Date(expiresAt.getTime() - 1))).toBe('ACTIVE');
  expect(shareLinkStatus(shareLink, expiresAt)).toBe('EXPIRED');

  await database.db.$executeRaw`UPDATE share_link SET expires_at = now() - interval '1 second' WHERE id = ${shareLink.id}::uuid`;
  expect(await authenticateGuest(scope, token)).toBeNull();
});

test('a revoked link opens nothing, and stays revoked when it would have expired', async () => {
  const scope = await testScope(database);
  const { shareLink, token } = await created(scope, { experimentId: await experimentOf(scope) });
  const revoked = await revokeShareLink(scope, shareLink.id);
  if (isFailure(revoked)) throw revoked;
  expect(await authenticateGuest(scope, token)).toBeNull();
  expect(await revokeShareLink(scope, shareLink.id)).toEqual(revoked);
  expect(shareLinkStatus(revoked, new Date(revoked.expiresAt.getTime() + 1))).toBe('REVOKED');
});

test('a link goes with its experiment', async () => {
  const scope = await testScope(database);
  const experimentId = await experimentOf(scope);
  const { token } = await created(scope, { experimentId });
  await database.db.experiment.delete({ where: { id: experimentId } });
  expect(await authenticateGuest(scope, token)).toBeNull();
});

test.each(['', 'vrs_', 'vrs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '\u0000', '\ud800'])(
  'the unknown token %j opens nothing',
  async (token) => {
    expect(await authenticateGuest(await testScope(database), token)).toBeNull();
  },
);

test('nobody shares what their organization does not have', async () => {
  const [own, other] = [await testScope(database), await testScope(database)];
  const experimentId = await experimentOf(own);
  const { shareLink, token } = await created(own, { experimentId });

  expect(await createShareLink(other, { experimentId })).toBeInstanceOf(NotFoundError);
  expect(await createShareLink(own, { experimentId: randomUUID() })).toBeInstanceOf(NotFoundError);
  expect(await revokeShareLink(other, shareLink.id)).toBeInstanceOf(NotFoundError);
  expect(await authenticateGuest(own, token)).not.toBeNull();
});

test.each([{ name: ' ' }, { name: 'x'.repeat(201) }, { expiresInHours: 0 }])('no link is made with %j', async (input) => {
  const scope = await testScope(database);
  expect(await createShareLink(scope, { experimentId: await experimentOf(scope), ...input })).toBeInstanceOf(ValidationError);
  expect(await database.db.shareLink.count({ where: { organizationId: scope.organizationId } })).toBe(0);
});
