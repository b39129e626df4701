import { NonRetriableError } from '../errors.js';
import type { SelectionContext } from './selector.js';

/**
 * @param what names it, as a message begins: `experiment.fixed chose`.
 * @throws NonRetriableError where the experiment has no variant of that name.
 */
export function refuseUnknown(name: unknown, what: string, { experimentId, variants }: SelectionContext): void {
  if (variants.some((variant) => variant === name)) return;
  const named = typeof name === 'string' ? `"${name}"` : String(name);
  throw new NonRetriableError(
    `Experiment "${experimentId}": ${what} ${named}, which is none of its variants. The variants are: ${variants.join(', ')}.`,
  );
}
