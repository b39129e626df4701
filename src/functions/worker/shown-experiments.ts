import { type ExposedTo, type ShownExperiment, showExperiment } from '../../domain/live/expose.js';
import type { Scope } from '../../domain/scope.js';
import { canonicalJson } from '../../json.js';

/** What this process has last shown of each live experiment: only what is new is written. */
export class ShownExperiments {
  private readonly last = new Map<string, { content: string; exposedTo: Promise<ExposedTo> }>();

  constructor(private readonly scope: Scope) {}

  show(shown: ShownExperiment): Promise<ExposedTo> {
    const content = canonicalJson([[...shown.variants], shown.strategy, shown.managed, shown.weights && { ...shown.weights }]);
    // Those that were chosen without a value, where the others are by one, come between them.
    const key = `${shown.weights === null}/${shown.name}`;
    const last = this.last.get(key);
    if (last?.content === content) return last.exposedTo;
    // After the one before, so that of two the later is what stays.
    const before = last?.exposedTo.catch(() => undefined) ?? Promise.resolve();
    const exposedTo = before.then(() => showExperiment(this.scope, shown));
    const entry = { content, exposedTo };
    this.last.set(key, entry);
    exposedTo.catch(() => {
      if (this.last.get(key) === entry) this.last.delete(key);
    });
    return exposedTo;
  }
}
