import {
  ConflictError,
  type Failure,
  type FailureCode,
  failureCodes,
  ForbiddenError,
  isFailure,
  NotFoundError,
  ValidationError,
} from '../failures.js';
import { builder } from './builder.js';

const ErrorCode = builder.enumType('ErrorCode', {
  description: 'What went wrong, as a stable word that a program can branch on.',
  values: failureCodes,
});

const ErrorInterface = builder.interfaceRef<{ message: string; code: FailureCode }>('Error').implement({
  description: 'An expected failure: nothing was changed.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What was wrong, where, and what to do, for a person.' }),
    code: t.expose('code', { type: ErrorCode, description: 'What was wrong, for a program.' }),
  }),
});

builder.objectType(ValidationError, {
  name: 'ValidationError',
  description: 'Something given does not fit.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    field: t.exposeString('field', {
      nullable: true,
      description: 'Where it was given, as a path into what was given, such as `configuration.model` or `items[3].input`.',
    }),
    line: t.exposeInt('line', { nullable: true, description: 'The line of the imported file, 1 for the first.' }),
  }),
});
builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'The organization has nothing of that id.',
  interfaces: [ErrorInterface],
});
builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'What was asked does not go together with the present state.',
  interfaces: [ErrorInterface],
});
builder.objectType(ForbiddenError, {
  name: 'ForbiddenError',
  description: 'The key’s role does not allow it. The message says which role does.',
  interfaces: [ErrorInterface],
});

/** What a domain function gave, or, thrown, the failure that it returned: the errors plugin makes it a member of the mutation's union. */
export function orThrow<T>(result: T | Failure): T {
  if (isFailure(result)) throw result;
  return result;
}
