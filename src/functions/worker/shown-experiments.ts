import { LRUCache } from 'lru-cache';
import { type ExposedTo, type ShownExperiment, showExperiment } from '../../domain/live/expose.js';
import type { Scope } from '../../domain/scope.js';
import { canonicalJson } from '../../json.js';

/** Code that computes weights may show a live experiment in ever new ways. */
const mostKept = 1_000;

/** What this process has shown of live experiments, which stays: only what is new to it is looked up. */
export class ShownExperiments {
  private readonly known = new LRUCache<string, Promise<ExposedTo>>({ max: mostKept });

  constructor(private readonly scope: Scope) {}

  show(shown: ShownExperiment): Promise<ExposedTo> {
    const { name, variants, strategy, managed, weights } = shown;
    const content = canonicalJson([name, [...variants], strategy, managed, weights && { ...weights }]);
    const known = this.known.get(content);
    if (known) return known;
    const exposedTo = showExperiment(this.scope, shown);
    this.known.set(content, exposedTo);
    exposedTo.catch(() => {
      if (this.known.peek(content) === exposedTo) this.known.delete(content);
    });
    return exposedTo;
  }
}
