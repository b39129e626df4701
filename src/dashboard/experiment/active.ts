import type { RunStatus } from './generated.js';

/** Whether a run is still to bring results. */
export function isActive(status: RunStatus): boolean {
  return status === 'PENDING' || status === 'RUNNING';
}
