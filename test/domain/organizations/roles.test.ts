import { expect, test } from 'vitest';
import type { Role } from '../../../src/database/client.js';
import { requireRole } from '../../../src/domain/organizations/roles.js';
import { ForbiddenError } from '../../../src/failures.js';

test.each<[Role, Role[]]>([
  ['VIEWER', ['VIEWER']],
  ['EDITOR', ['VIEWER', 'EDITOR']],
  ['ADMIN', ['VIEWER', 'EDITOR', 'ADMIN']],
])('a key of the role %s may do what takes %j, and no more', (role, allowed) => {
  const all: Role[] = ['VIEWER', 'EDITOR', 'ADMIN'];
  expect(all.filter((needed) => requireRole({ role }, needed) === null)).toEqual(allowed);
});

test('the refusal says which role it takes', () => {
  const refused = requireRole({ role: 'VIEWER' }, 'ADMIN');
  expect(refused).toBeInstanceOf(ForbiddenError);
  expect(refused?.message).toMatch(/role ADMIN; this key is VIEWER/);
});
