import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Role } from '../../../src/database/client.js';
import type { Identity } from '../../../src/domain/organizations/identity.js';
import { requireKey, requireRole } from '../../../src/domain/organizations/roles.js';
import { ForbiddenError } from '../../../src/failures.js';

const all: Role[] = ['VIEWER', 'EDITOR', 'ADMIN'];

function key(role: Role): Identity {
  return { kind: 'key', organizationId: randomUUID(), apiKeyId: randomUUID(), role };
}

test.each<[Role, Role[]]>([
  ['VIEWER', ['VIEWER']],
  ['EDITOR', ['VIEWER', 'EDITOR']],
  ['ADMIN', ['VIEWER', 'EDITOR', 'ADMIN']],
])('a key of the role %s may do what takes %j, and no more', (role, allowed) => {
  expect(all.filter((needed) => requireRole(key(role), needed) === null)).toEqual(allowed);
  expect(requireKey(key(role))).toBeNull();
});

test('the refusal says which role it takes', () => {
  const refused = requireRole(key('VIEWER'), 'ADMIN');
  expect(refused).toBeInstanceOf(ForbiddenError);
  expect(refused?.message).toMatch(/role ADMIN; this key is VIEWER/);
});

test('a guest may do nothing that takes a key, whatever its role', () => {
  const guest: Identity = { kind: 'guest', organizationId: randomUUID(), shareLinkId: randomUUID(), experimentId: randomUUID() };
  for (const role of all) expect(requireRole(guest, role)).toBeInstanceOf(ForbiddenError);
  expect(requireKey(guest)?.message).toMatch(/share link opens one experiment/);
});
