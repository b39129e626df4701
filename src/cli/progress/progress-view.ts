import { canDraw, type Drawer, drawerFor } from '../drawing.js';
import type { RunState } from '../run-summary.js';
import { colorsFor, type Output, writeLine } from '../terminal.js';
import { describe, drawBars } from './bars.js';

/** How often a run that goes on is told of where bars can't be drawn. */
const tellEveryMs = 2_000;

/** Shows how runs go. */
export interface ProgressView {
  show(runs: readonly RunState[]): void;
  /** Leaves what was shown last. */
  end(): void;
}

/** Bars on a terminal; in a file or a pipe, a line now and then. */
export function createProgressView(output: Output, environment: NodeJS.ProcessEnv, now: () => number = Date.now): ProgressView {
  return canDraw(output, environment) ? new Bars(output) : new Lines(output, now);
}

class Bars implements ProgressView {
  private readonly draw: Drawer;

  constructor(private readonly output: Output) {
    this.draw = drawerFor(output);
  }

  show(runs: readonly RunState[]): void {
    this.draw(drawBars(runs, colorsFor(this.output)));
  }

  end(): void {
    this.draw.done();
  }
}

class Lines implements ProgressView {
  /** What was said last of each run, and when. */
  private readonly said = new Map<string, { status: string; text: string; at: number }>();

  constructor(
    private readonly output: Output,
    private readonly now: () => number,
  ) {}

  show(runs: readonly RunState[]): void {
    for (const run of runs) {
      const before = this.said.get(run.id);
      const [text, at] = [describe(run), this.now()];
      if (before && (before.text === text || (before.status === run.status && at - before.at < tellEveryMs))) continue;
      this.said.set(run.id, { status: run.status, text, at });
      writeLine(this.output, `${run.variant.name}: ${text}`);
    }
  }

  end(): void {}
}
