import type { Problem } from '../graph/use-command.js';
import { Failure } from './states.js';

/** Why something was not done. Shows nothing where there is no problem, or where a field shows it. */
export function ProblemNotice({
  problem,
  title = 'That was not done',
  shownAt = [],
}: {
  problem: Problem | null;
  title?: string;
  /** Fields of the form that show what is wrong with them. */
  shownAt?: string[];
}) {
  if (!problem) return null;
  if (problem.field !== null && shownAt.some((field) => problem.field === field || problem.field?.startsWith(`${field}.`)))
    return null;
  return <Failure title={title} message={problem.line === null ? problem.message : `Line ${problem.line}: ${problem.message}`} />;
}
