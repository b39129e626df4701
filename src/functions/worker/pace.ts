import type { Id } from '../../ids.js';

/** Runs share a job as far as it is thought to be done in so many milliseconds. */
export const sharedJobMs = 200;
const mostTogether = 16;
/** How much the latest run counts in the mean. */
const weight = 1 / 8;

/**
 * How long runs of each function take, to have those that are quick share a job of the queue: a job costs more than the two or three
 * commits of such a run. For runs that take their time it is nothing, and they must not wait for each other while workers are free.
 */
export class Pace {
  private readonly meanMs = new Map<Id<'durableFunction'>, number>();

  /** A run of the function has taken so long, or already takes so long. */
  note(id: Id<'durableFunction'>, ms: number): void {
    const before = this.meanMs.get(id) ?? ms;
    this.meanMs.set(id, before + (ms - before) * weight);
  }

  /** So many of its runs can share a job. */
  together(id: Id<'durableFunction'>): number {
    const meanMs = this.meanMs.get(id);
    return meanMs === undefined ? 1 : Math.max(1, Math.min(mostTogether, Math.floor(sharedJobMs / meanMs)));
  }
}
