import type { Services } from '../domain/scope.js';
import type { Id } from '../ids.js';

/**
 * Packs runs that have ended, one after the other, so that the first look at them is quick. What fails is logged and left:
 * that look makes up for it.
 */
export class Packing {
  private readonly waiting = new Set<Id<'run'>>();
  private working: Promise<void> | null = null;

  constructor(private readonly services: Services) {}

  /** Returns at once. */
  add(runId: Id<'run'>): void {
    this.waiting.add(runId);
    this.working ??= this.work().finally(() => {
      this.working = null;
    });
  }

  /** Waits for the run that is at hand; the others are left. */
  async close(): Promise<void> {
    this.waiting.clear();
    await this.working;
  }

  private async work(): Promise<void> {
    for (const runId of this.waiting) {
      this.waiting.delete(runId);
      try {
        await this.services.vectors.keep(runId);
      } catch (error) {
        this.services.log.warn(
          { runId, err: error },
          'a run that has ended could not be packed; whoever looks at it first will wait',
        );
      }
    }
  }
}
