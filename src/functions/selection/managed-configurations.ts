import { NonRetriableError } from '../errors.js';
import type { Managed } from '../managed/snapshot.js';
import type { Selection, SelectionContext } from './selector.js';

/**
 * What was promoted to each variant; null where the weights are the code's own.
 *
 * @throws NonRetriableError where they are those of another experiment: a promotion would seem to count, and would not.
 */
export function managedConfigurations(managed: Managed | null, { experimentId }: SelectionContext): Selection['configurations'] {
  if (managed === null) return null;
  if (managed.id === experimentId) return managed.configurations;
  throw new NonRetriableError(
    `The experiment "${experimentId}" was given what experiment.managed reads for "${managed.id}". Give both one id.`,
  );
}
