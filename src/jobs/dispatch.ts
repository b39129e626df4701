import { beginRun } from '../domain/runs/begin-run.js';
import { recoverUnits, type Unit } from '../domain/runs/units.js';
import type { Services } from '../domain/scope.js';
import type { Id } from '../ids.js';
import { type ActiveRun, type ActiveRuns, lanesOf } from './active-runs.js';
import { type ItemJob, jobIdOf } from './item-job.js';
import type { Lanes } from './lanes.js';
import { wake } from './wake.js';

/** Puts the units of runs into their lanes' queues. */
export class Dispatch {
  constructor(
    private readonly services: Services,
    private readonly runs: ActiveRuns,
    private readonly lanes: Lanes,
  ) {}

  /** Begins a PENDING run, unless another process was quicker; either way this process then works on its lanes. */
  async begin(runId: Id<'run'>): Promise<void> {
    const units = await beginRun(this.services.db, runId);
    await this.join(runId);
    if (units) await this.release(runId, units);
  }

  /** Opens the lanes that a running run goes through. */
  async join(runId: Id<'run'>): Promise<void> {
    const run = await this.runs.get(runId);
    if (run) await Promise.all(lanesOf(run).map((lane) => this.lanes.open(lane)));
  }

  /** Queues units that were just handed out. */
  async release(runId: Id<'run'>, units: Unit[]): Promise<void> {
    const run = await this.runs.get(runId);
    if (run)
      await this.lanes.enqueue(
        run.lane,
        units.map((unit) => execution(run, unit, false)),
      );
  }

  /**
   * Queues again what a run has handed out and then lost: the units with neither result nor job, after a process died
   * between commit and enqueue, or the queue's data was lost. Tops the wave up where fewer units are out than may be.
   */
  async requeue(runId: Id<'run'>): Promise<void> {
    const run = await this.runs.get(runId);
    if (!run) return;
    const { out, next } = await recoverUnits(this.services.db, runId);
    const atWork = await Promise.all(out.map((unit) => this.isBeingJudged(run, unit)));
    const lost = out.filter((_, place) => !atWork[place]);
    await this.lanes.enqueue(run.lane, [
      ...lost.map((unit) => execution(run, unit, true)),
      ...next.map((unit) => execution(run, unit, false)),
    ]);
  }

  /** Has a unit gone on with that waits for a later answer, and has it now. */
  async wake(runId: Id<'run'>, testId: Id<'result'>): Promise<void> {
    const run = await this.runs.get(runId);
    if (!run) return;
    const { queue } = await this.lanes.open(run.lane);
    await wake(queue, testId);
  }

  /** Whether the unit was executed already, and its answer waits in the lane of an evaluator. */
  private async isBeingJudged(run: ActiveRun, { itemId, trial }: Unit): Promise<boolean> {
    for (const [evaluator, { plan }] of run.evaluators.entries()) {
      if (!plan) continue;
      const { queue } = await this.lanes.open(plan.lane);
      const id = jobIdOf({ stage: 'judge', runId: run.id, itemId, trial, evaluator });
      if (await queue.getJob(id)) return true;
    }
    return false;
  }
}

function execution(run: ActiveRun, { itemId, trial }: Unit, recheck: boolean): ItemJob {
  return { stage: 'execute', runId: run.id, itemId, trial, recheck };
}
