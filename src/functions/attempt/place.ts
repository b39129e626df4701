import { AsyncLocalStorage } from 'node:async_hooks';
import type { Visit } from './exposed.js';

/** Where in a handler code runs, as far as it matters to the tools that it calls. */
export type Place =
  | { in: 'step'; id: string }
  /** In the `select` of an experiment. */
  | { in: 'select'; experiment: string; variants: readonly string[] }
  | { in: 'variant'; visit: Visit };

/** Follows the handler's code through whatever it awaits. */
export const places = new AsyncLocalStorage<Place>();

/** The variant that the code is in, the innermost where experiments are in each other. */
export function innermostVisit(): Visit | null {
  const place = places.getStore();
  return place?.in === 'variant' ? place.visit : null;
}
