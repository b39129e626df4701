import type { Fault } from '../../models/outcome.js';

/** What a call is known to have taken. */
type Spent = Partial<Pick<Fault, 'usage' | 'cost' | 'durationMs'>>;

/** A fault that a repeated call would meet again. */
export function permanentFault(
  type: string,
  message: string,
  { usage = null, cost = null, durationMs = null }: Spent = {},
): Fault {
  return { kind: 'fault', type, message, recovery: { when: 'never' }, usage, cost, durationMs };
}
