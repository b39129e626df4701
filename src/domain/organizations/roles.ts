import type { Role } from '../../database/client.js';
import { ForbiddenError } from '../../failures.js';
import type { Identity } from './identity.js';

const ranks: Record<Role, number> = { VIEWER: 0, EDITOR: 1, ADMIN: 2 };

/** Whether a key may do what asks for a role: an admin may do all that an editor may, an editor all that a viewer may. A guest has no role. */
export function requireRole(identity: Identity, role: Role): ForbiddenError | null {
  if (identity.kind === 'guest') return requireKey(identity);
  if (ranks[identity.role] >= ranks[role]) return null;
  return new ForbiddenError(
    `This takes a key with the role ${role}; this key is ${identity.role}. Ask an admin for one (createApiKey).`,
  );
}

/** Whether somebody may do what every key may, and the guest of a share link may not. */
export function requireKey(identity: Identity): ForbiddenError | null {
  if (identity.kind === 'key') return null;
  return new ForbiddenError('A share link opens one experiment for reading, and not this. Ask whoever shared it for an API key.');
}
