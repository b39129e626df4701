import { NonRetriableError } from '../errors.js';
import { places } from './place.js';

/** @throws NonRetriableError where the tool is called inside of a step or of a select: what runs there is one step already. */
export function refuseMisplaced(tool: string): void {
  const place = places.getStore();
  switch (place?.in) {
    case 'step':
      throw new NonRetriableError(
        `${tool} was called inside of the step "${place.id}". Call it in the handler, before or after that step.`,
      );
    case 'select':
      throw new NonRetriableError(
        `${tool} was called inside of the select of the experiment "${place.experiment}", which is a step itself. Call it before, and choose by what it gives; the variants are ${place.variants.map((name) => `"${name}"`).join(', ')}.`,
      );
    default:
  }
}
