/**
 * What can be expected to go wrong, as values: a domain function returns its result or one of these, and an edge turns it
 * into a member of a GraphQL union or a line in the terminal. Exceptions are left for bugs and outages.
 */
export type Failure = ValidationError | NotFoundError | ConflictError | ForbiddenError;

/** Stable codes that a program can branch on. */
export const failureCodes = [
  'VALIDATION',
  'UNKNOWN_MODEL',
  'UNKNOWN_SCHEMA',
  'UNKNOWN_ENDPOINT',
  'UNKNOWN_FIELD',
  'INVALID_TEMPLATE',
  'INVALID_ID',
  'MALFORMED_LINE',
  'MISSING_COLUMN',
  'ITEM_TOO_LARGE',
  'FILE_TOO_LARGE',
  'DUPLICATE_EXTERNAL_ID',
  'EMPTY_DATASET',
  'NO_DATASET',
  'NO_VARIANTS',
  'ADDRESS_REFUSED',
  'NOT_FOUND',
  'CONFLICT',
  'NAME_TAKEN',
  'IDEMPOTENCY_KEY_REUSED',
  'RUN_ACTIVE',
  'RUN_NOT_COMPLETED',
  'RUN_IS_BASELINE',
  'EXPERIMENT_ARCHIVED',
  'EXPERIMENT_COMPLETED',
  'EXPERIMENT_LOCKED',
  'BASELINE_NEEDED',
  'UNKNOWN_STEP',
  'NO_CHANGE',
  'VARIANT_HAS_CHILDREN',
  'VARIANT_IN_USE',
  'TEST_ENDED',
  'ANSWERED_OTHERWISE',
  'UNKNOWN_TRIGGER',
  'EVENT_TOO_LARGE',
  'EVENT_ID_REUSED',
  'UNKNOWN_VARIANT',
  'RUN_NOT_FAILED',
  'RUN_ENDED',
  'FORBIDDEN',
] as const;
export type FailureCode = (typeof failureCodes)[number];

abstract class ExpectedFailure extends Error {
  readonly code: FailureCode;

  constructor(message: string, code: FailureCode) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Something given does not fit. `field` is a path into what was given, such as `configuration.model` or `items[3].input`. */
export class ValidationError extends ExpectedFailure {
  readonly field: string | null;
  /** The line of an imported file, 1 for the first. */
  readonly line: number | null;

  constructor(message: string, options: { code?: FailureCode; field?: string; line?: number } = {}) {
    super(message, options.code ?? 'VALIDATION');
    this.field = options.field ?? null;
    this.line = options.line ?? null;
  }
}

/** Nothing of that id in the caller's organization. */
export class NotFoundError extends ExpectedFailure {
  constructor(message: string) {
    super(message, 'NOT_FOUND');
  }
}

/** What was asked does not go together with the present state. */
export class ConflictError extends ExpectedFailure {
  constructor(message: string, code: FailureCode = 'CONFLICT') {
    super(message, code);
  }
}

/** The key's role does not allow it. */
export class ForbiddenError extends ExpectedFailure {
  constructor(message: string) {
    super(message, 'FORBIDDEN');
  }
}

/** Tells a failure from a result. */
export function isFailure(value: unknown): value is Failure {
  return value instanceof ExpectedFailure;
}
