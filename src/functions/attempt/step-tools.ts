import { randomUUID } from 'node:crypto';
import { isScore } from '../../domain/live/score.js';
import { isName } from '../define-function.js';
import { NonRetriableError } from '../errors.js';
import type { StepContext, StepTools } from '../types.js';
import type { Flow } from './flow.js';
import type { Group } from './group.js';
import { innermostVisit } from './place.js';
import { refuseMisplaced } from './placement.js';
import { type PriceTokens, Spending } from './spending.js';
import { type Steps, stepError } from './steps.js';

/** The `step` of a handler. */
export function createStepTools(flow: Flow, steps: Steps, group: Group, price: PriceTokens): StepTools {
  return {
    async run<T>(id: string, code: (context: StepContext) => T): Promise<Awaited<T>> {
      refuseMisplaced(`step.run("${id}")`);
      if (!isName(id))
        throw new NonRetriableError(`A step needs an id of 1 to 200 characters, and was given ${JSON.stringify(id)}.`);
      if (typeof code !== 'function')
        throw new NonRetriableError(`The step "${id}" has no code. Give a function: step.run("${id}", () => …).`);
      for (const visit of innermostVisit()?.all() ?? []) visit.hasStep = true;
      const spending = new Spending(id);
      const { usage, cost } = spending;
      const given = await steps.take<unknown>(flow.memory.call('RUN', id), {
        place: { in: 'step', id },
        code: (attempt) =>
          flow.abortable(async (signalOf) => {
            const context: StepContext = {
              attempt,
              usage,
              cost,
              get signal() {
                return signalOf();
              },
            };
            return await code(context);
          }),
        keep: async (value) => ({ value }),
        spent: () => spending.total(price),
        error: stepError(id),
      });
      // What survives JSON is equal to what the code gave.
      return given as Awaited<T>;
    },

    async score(name, value) {
      refuseMisplaced(`step.score("${name}")`);
      if (!isName(name))
        throw new NonRetriableError(`A score needs a name of 1 to 200 characters, and was given ${JSON.stringify(name)}.`);
      if (typeof value !== 'number' || !isScore(value))
        throw new NonRetriableError(
          `The score "${name}" has to be a finite number from -1e15 to 1e15, and was ${String(value)}.`,
        );
      const visit = innermostVisit();
      const exposures = visit ? visit.all().map(({ exposed }) => exposed) : group.exposures;
      if (exposures.length === 0)
        throw new NonRetriableError(
          `The score "${name}" belongs to no experiment: this run has not come by one. Call step.score after group.experiment, or in a variant.`,
        );
      await steps.take(flow.memory.call('SCORE', name), {
        place: { in: 'step', id: name },
        code: () => value,
        keep: async () => ({
          value,
          notes: { scores: exposures.map(({ id }) => ({ id: randomUUID(), exposureId: id, name, value })) },
        }),
        error: stepError(name),
      });
    },
  };
}
