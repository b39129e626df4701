import { formatDecimal, parseDecimal, sumDecimals } from '../../models/decimal.js';
import type { ExposureOutcome } from '../../domain/functions/work.js';
import type { Failed } from './failed.js';
import type { Spent } from './spent.js';
import { isStorableCost, storableCount } from './storable.js';

/** What a step took. */
export type StepSpend = { durationMs: number } & Pick<Spent, 'inputTokens' | 'cost'>;

/** A variant that a run was given, and what the steps took that ran in it, those of experiments within it too. */
export class Exposed {
  private durationMs = 0;
  private costs: string[] = [];
  private isCostKnown = true;
  private failure: Failed | null = null;
  /** How many times the handler is in it. */
  private inside = 0;

  constructor(readonly id: string) {}

  /** Whether its variant has not ended. */
  get isOpen(): boolean {
    return this.inside > 0;
  }

  enter(): void {
    this.inside += 1;
  }

  leave(): void {
    this.inside -= 1;
  }

  /** A step in it has ended. */
  add({ durationMs, cost, inputTokens }: StepSpend): void {
    this.durationMs += durationMs;
    if (cost !== null) this.costs.push(cost);
    // A model answered whose price is not known.
    else if (inputTokens !== null) this.isCostKnown = false;
  }

  fail(failure: Failed): void {
    this.failure ??= failure;
  }

  /** How it did, of all the times that the run went through it. */
  outcome(): ExposureOutcome {
    const cost = sumDecimals(this.costs.map(parseDecimal));
    return {
      exposureId: this.id,
      status: this.failure ? 'FAILED' : 'COMPLETED',
      errorType: this.failure?.type ?? null,
      errorMessage: this.failure?.message ?? null,
      durationMs: storableCount(this.durationMs),
      cost: this.isCostKnown && this.costs.length > 0 && isStorableCost(cost) ? formatDecimal(cost) : null,
    };
  }
}

/** One time that the handler is in a variant, perhaps within another. */
export class Visit {
  /** Whether a step was asked for in it. */
  hasStep = false;

  constructor(
    readonly exposed: Exposed,
    readonly around: Visit | null,
  ) {}

  /** This one and those around it, the innermost first. */
  all(): Visit[] {
    return [this, ...(this.around?.all() ?? [])];
  }
}
