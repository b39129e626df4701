import type { Role } from './generated.js';

/** What a key may do, from the least to the most. */
export const roles = ['VIEWER', 'EDITOR', 'ADMIN'] as const satisfies Role[];

export const roleLabels: Record<Role, string> = { VIEWER: 'Viewer', EDITOR: 'Editor', ADMIN: 'Admin' };

export const roleHints: Record<Role, string> = {
  VIEWER: 'Reads.',
  EDITOR: 'Reads, creates, changes and runs.',
  ADMIN: 'Also sees to keys, providers and endpoints, and deletes.',
};
