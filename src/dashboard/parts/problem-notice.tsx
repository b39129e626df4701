import type { Problem } from '../graph/use-command.js';
import { Failure } from './states.js';

/** Why something was not done. Shows nothing where there is no problem. */
export function ProblemNotice({ problem, title = 'That was not done' }: { problem: Problem | null; title?: string }) {
  if (!problem) return null;
  return <Failure title={title} message={problem.line === null ? problem.message : `Line ${problem.line}: ${problem.message}`} />;
}
