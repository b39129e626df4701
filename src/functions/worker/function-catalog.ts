import type { DurableFunction } from '../../database/client.js';
import type { FunctionDefinition } from '../../domain/functions/definition.js';
import type { Id } from '../../ids.js';
import type { InvocableFunction } from '../define-function.js';

/** The functions that a worker has. */
export class FunctionCatalog {
  private readonly byId = new Map<Id<'durableFunction'>, InvocableFunction>();

  private constructor(readonly functions: InvocableFunction[]) {}

  /** @throws Error where there are none, or two of one app have one id. */
  static of(functions: readonly InvocableFunction[]): FunctionCatalog {
    const distinct = [...new Set(functions)];
    if (distinct.length === 0)
      throw new Error('There are no functions to work on. Make some with createFunction, and export them.');
    const seen = new Set<string>();
    for (const { definition } of distinct) {
      const name = `${definition.app}/${definition.externalId}`;
      if (seen.has(name)) {
        throw new Error(
          `Two functions of the client "${definition.app}" have the id "${definition.externalId}". Give each an id of its own.`,
        );
      }
      seen.add(name);
    }
    return new FunctionCatalog(distinct);
  }

  get definitions(): FunctionDefinition[] {
    return this.functions.map(({ definition }) => definition);
  }

  get apps(): string[] {
    return [...new Set(this.functions.map(({ definition }) => definition.app))];
  }

  /** Tells the ids under which the functions are stored, in the order of `definitions`. */
  identify(registered: readonly DurableFunction[]): void {
    for (const [place, { id }] of registered.entries()) {
      const fn = this.functions[place];
      if (fn) this.byId.set(id, fn);
    }
  }

  /** Null for a function that this worker does not have. */
  get(id: Id<'durableFunction'>): InvocableFunction | null {
    return this.byId.get(id) ?? null;
  }

  idsOf(app: string): Id<'durableFunction'>[] {
    return [...this.byId].flatMap(([id, { definition }]) => (definition.app === app ? [id] : []));
  }
}
