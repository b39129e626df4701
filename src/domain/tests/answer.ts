import { z } from 'zod';
import { isFailure, ValidationError } from '../../failures.js';
import { canonicalJson, type Json, storable } from '../../json.js';
import type { Fault, Outcome } from '../../models/outcome.js';
import { reportedSpend } from '../endpoints/reported-spend.js';
import { givenJson, parseGiven } from '../execution/parse-given.js';
import { permanentFault } from '../execution/permanent-fault.js';

/** What the app said of a test: its output, or the error that kept it from one, and what that took. */
export type AppAnswer = ({ output: Json } | { error: { type: string | null; message: string } }) & {
  /** Null: nothing of it is known. */
  usage: { inputTokens: number | null; outputTokens: number | null } | null;
  /** US dollars as the shortest decimal string; null: unknown. */
  cost: string | null;
};

/** How a test ended, as it is stored: by what the app said first, or by the fault that kept it from saying anything. */
export type TestAnswer =
  | {
      said: AppAnswer;
      /** How long the app took to respond; null where the answer came apart from the response. */
      durationMs: number | null;
    }
  | { fault: Omit<Fault, 'kind' | 'recovery'> };

const mostMessageCharacters = 10_000;

const Answer = z.object({
  output: givenJson.optional(),
  error: z
    .object({
      type: z
        .string()
        .regex(/^[\w.-]{1,60}$/, 'a type has 1 to 60 letters, digits, dots, hyphens and underscores')
        .nullish(),
      message: z.string().min(1).max(mostMessageCharacters),
    })
    .nullish(),
  ...reportedSpend,
});

/**
 * An answer, checked: `{output | error: {type?, message}, usage?, cost?}`.
 *
 * @param root what the error's field is part of; left out where the fields are arguments themselves.
 */
export function readAnswer(given: unknown, root?: string): AppAnswer | ValidationError {
  const answer = parseGiven(Answer, given, root);
  if (isFailure(answer)) return answer;
  const { output, error, ...spent } = answer;
  // An output of null beside an error is how some clients leave it out.
  if (error && (output === undefined || output === null)) {
    return storable({ error: { type: error.type ?? null, message: error.message }, ...spent });
  }
  if (!error && output !== undefined) return storable({ output, ...spent });
  const field = [...(root ? [root] : []), 'output'].join('.');
  return new ValidationError(
    error
      ? `${field}: give either an output or an error, not both.`
      : `${field} is missing: give it, or error: {type?, message} where there is none.`,
    { field },
  );
}

/** Whether two answers say the same. */
export function sameAnswer(one: AppAnswer, other: AppAnswer): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/**
 * What a run makes of how a test ended. An error that the app gave itself has the type `app_error`, or `app_` and the type that
 * it gave, so that none is taken for one of the deployment’s own.
 *
 * @param elapsedMs from the request to the answer: how long an answer took that did not come in the response.
 */
export function outcomeOfAnswer(answer: TestAnswer, elapsedMs: number): Outcome {
  if ('fault' in answer) return { ...answer.fault, kind: 'fault', recovery: { when: 'never' } };
  const { said } = answer;
  const spent = { usage: said.usage, cost: said.cost, durationMs: answer.durationMs ?? elapsedMs };
  if ('output' in said) return { kind: 'answer', output: said.output, ...spent };
  return permanentFault(`app_${said.error.type ?? 'error'}`, said.error.message, spent);
}
