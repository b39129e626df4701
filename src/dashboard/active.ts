import type { Status } from './parts/status.js';

/** Whether a run is still to bring results. */
export function isActive(status: Status): boolean {
  return status === 'PENDING' || status === 'RUNNING';
}
