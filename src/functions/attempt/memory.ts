import type { FunctionStepKind } from '../../database/client.js';
import type { StepMemory } from '../../domain/functions/begin-attempts.js';
import { NonRetriableError } from '../errors.js';

/** The place of a step in a run. */
export interface StepCall {
  kind: FunctionStepKind;
  externalId: string;
  /** 0 for the first step of the id. */
  occurrence: number;
  /** Where it stands in the order in which the handler asked: 0 for the first. */
  position: number;
}

/** The steps of a run as attempts before left them, each given out once. */
export class Memory {
  private readonly steps: Map<string, StepMemory>;
  /** Those that the handler has to ask for again and has not yet, the first of them first. */
  private readonly due: Map<string, StepMemory>;
  /** The turns of those that are due. */
  readonly dueTurns: readonly number[];
  /** The last turn that a step has had; -1 where none has. */
  readonly lastTurn: number;
  private readonly occurrences = new Map<string, number>();
  private asked = 0;
  /** Called once nothing is due. */
  private readonly onAllClaimed: (() => void)[] = [];

  /** @param retries how often the run was retried by hand. */
  constructor(
    private readonly functionId: string,
    steps: readonly StepMemory[],
    retries: number,
  ) {
    const inOrder = steps.toSorted((a, b) => a.position - b.position);
    this.steps = new Map(inOrder.map((step) => [keyOf(step), step]));
    this.due = new Map((retries === 0 ? inOrder.filter(isEnded) : stillDue(inOrder)).map((step) => [keyOf(step), step]));
    this.dueTurns = [...this.due.values()].flatMap(({ turn }) => turn ?? []);
    this.lastTurn = steps.reduce((last, { turn }) => Math.max(last, turn ?? -1), -1);
  }

  /** The handler asks for a step: which one that is, by how many of its id came before. */
  call(kind: FunctionStepKind, externalId: string): StepCall {
    const occurrence = this.occurrences.get(externalId) ?? 0;
    this.occurrences.set(externalId, occurrence + 1);
    this.asked += 1;
    return { kind, externalId, occurrence, position: this.asked - 1 };
  }

  /**
   * What is known of the step, if anything is.
   *
   * @throws NonRetriableError where the step was another kind of step.
   */
  claim(call: StepCall): StepMemory | null {
    const key = keyOf(call);
    const step = this.steps.get(key);
    if (!step) return null;
    if (step.kind !== call.kind) throw this.changed(step, `now it is ${kinds[call.kind]}`);
    this.due.delete(key);
    if (this.due.size === 0) for (const tell of this.onAllClaimed.splice(0)) tell();
    return step;
  }

  /** The first step that has ended before, and that the handler has to ask for and has not yet. */
  unclaimed(): StepMemory | null {
    return this.due.values().next().value ?? null;
  }

  /** Resolves once there is no such step. */
  allClaimed(): Promise<void> {
    if (this.due.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.onAllClaimed.push(resolve));
  }

  /** Says that the handler is another than the one that ran these steps. */
  changed({ kind, externalId, occurrence }: StepMemory, how: string): NonRetriableError {
    const which = occurrence === 0 ? '' : ` (number ${occurrence + 1} of that id)`;
    return new NonRetriableError(
      `The function "${this.functionId}" has changed under this run: "${externalId}"${which} had ended as ${kinds[kind]}, and ${how}. Deploy the former code to let the run end, or send its event anew under another id.`,
    );
  }
}

/**
 * The steps that a handler has to ask for again in a run that was retried by hand: those that have ended, but not what it did after a
 * step that is tried anew, or was since, and that may come out otherwise.
 */
function stillDue(inOrder: readonly StepMemory[]): StepMemory[] {
  let latest = Number.NEGATIVE_INFINITY;
  return inOrder.filter((step) => {
    const startedAt = isEnded(step) ? Date.parse(step.startedAt) : Number.POSITIVE_INFINITY;
    const isDue = isEnded(step) && startedAt >= latest;
    latest = Math.max(latest, startedAt);
    return isDue;
  });
}

function isEnded({ status }: StepMemory): boolean {
  return status !== 'RETRYING';
}

const kinds: Record<FunctionStepKind, string> = { RUN: 'a step', EXPERIMENT: 'an experiment', SCORE: 'a score' };

function keyOf({ externalId, occurrence }: { externalId: string; occurrence: number }): string {
  return `${occurrence}/${externalId}`;
}
