import { useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useMutation } from 'urql';
import { messageOf } from './message-of.js';
import { possibleTypes } from './cache.js';
import type { ErrorCode, ErrorFieldsFragment } from './generated.js';

/** Why a mutation was not done, in the words of the API. */
export interface Problem {
  message: string;
  code: ErrorCode | null;
  /** The path of the input that is wrong, such as `name` or `configuration.model`. */
  field: string | null;
  /** The line of an imported file, 1 for the first. */
  line: number | null;
}

type Refusal = { __typename: 'ConflictError' | 'ForbiddenError' | 'NotFoundError' | 'ValidationError' };
/** What a mutation gives that was done. */
export type Done<Data> = Exclude<NonNullable<Data[keyof Data]>, Refusal>;

export interface Command<Data, Variables> {
  /** Does it. @returns what came of it; null where it was refused or failed, and `problem` says why. */
  run(variables: Variables): Promise<Done<Data> | null>;
  busy: boolean;
  problem: Problem | null;
  /** Forgets the problem. */
  dismiss(): void;
}

/** A mutation with a single field, its refusals taken apart from what it gives. */
export function useCommand<Data extends object, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
): Command<Data, Variables> {
  const [{ fetching }, execute] = useMutation<Data, Variables>(document);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    busy: fetching,
    problem,
    dismiss: () => setProblem(null),
    async run(variables) {
      setProblem(null);
      const { data, error } = await execute(variables);
      const outcome = data ? Object.entries(data).find(([name]) => name !== '__typename')?.[1] : null;
      if (error || !outcome) {
        setProblem({ message: error ? messageOf(error) : 'Nothing came back.', code: null, field: null, line: null });
        return null;
      }
      if (!isRefusal(outcome)) return outcome as Done<Data>;
      const { message, code } = outcome;
      const { field, line } = outcome.__typename === 'ValidationError' ? outcome : { field: null, line: null };
      setProblem({ message, code, field, line });
      return null;
    },
  };
}

function isRefusal(outcome: object): outcome is ErrorFieldsFragment {
  return '__typename' in outcome && possibleTypes.Error.includes(String(outcome.__typename));
}
