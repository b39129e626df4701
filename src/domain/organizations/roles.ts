import type { Role } from '../../database/client.js';
import { ForbiddenError } from '../../failures.js';

const ranks: Record<Role, number> = { VIEWER: 0, EDITOR: 1, ADMIN: 2 };

/** Whether a key may do what asks for a role: an admin may do all that an editor may, an editor all that a viewer may. */
export function requireRole(identity: { role: Role }, role: Role): ForbiddenError | null {
  if (ranks[identity.role] >= ranks[role]) return null;
  return new ForbiddenError(
    `This takes a key with the role ${role}; this key is ${identity.role}. Ask an admin for one (createApiKey).`,
  );
}
