import { Failure } from '../parts/states.js';

/** Why an entry of a list was not saved, where none of its fields is to blame. */
export function EntryProblem({ message }: { message: string | null }) {
  return message ? <Failure title="That was not saved" message={message} /> : null;
}
