/** Mark the errors below, so that they are known whichever copy of the package made them. */
const kinds = { nonRetriable: Symbol.for('variorum.NonRetriableError'), step: Symbol.for('variorum.StepError') };

/** Thrown in a step or around the steps, it fails the step or the function at once: trying again would not help. */
export class NonRetriableError extends Error {
  readonly [kinds.nonRetriable] = true;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'NonRetriableError';
  }
}

/** What a step gives that has failed for good: the handler may catch it, and go on without what the step was for. */
export class StepError extends Error {
  readonly [kinds.step] = true;
  /** The id of the step. */
  readonly stepId: string;
  /** The name of the error that the step threw last. */
  readonly type: string;

  constructor(stepId: string, type: string, message: string) {
    super(message);
    this.name = 'StepError';
    this.stepId = stepId;
    this.type = type;
  }
}

export function isNonRetriable(error: unknown): boolean {
  return error instanceof Error && kinds.nonRetriable in error;
}

export function isStepError(error: unknown): boolean {
  return error instanceof Error && kinds.step in error;
}

knowByMark(NonRetriableError, isNonRetriable);
knowByMark(StepError, isStepError);

/** Has `instanceof` know the errors of other copies of the package, too. A class that extends one knows its own alone. */
function knowByMark(type: typeof NonRetriableError | typeof StepError, isMarked: (error: unknown) => boolean): void {
  Object.defineProperty(type, Symbol.hasInstance, {
    value(this: unknown, error: unknown): boolean {
      return this === type ? isMarked(error) : Function.prototype[Symbol.hasInstance].call(this, error);
    },
  });
}
