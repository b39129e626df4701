import { useQuery } from 'urql';
import { type ColumnRunFragment, JudgesDocument } from './generated.js';

/**
 * Whether the same evaluators judged all of the runs by the same rules, as far as is known: runs that are under way are not asked about,
 * and until the others are known they count as alike. Where it is false, the scores of one run say nothing of another’s.
 */
export function useJudgedAlike(experimentId: string, runs: readonly ColumnRunFragment[]): boolean {
  const [firstId = '', ...otherIds] = runs.filter(({ status }) => status === 'COMPLETED').map(({ id }) => id);
  const [{ data }] = useQuery({
    query: JudgesDocument,
    variables: { experimentId, firstId, otherIds },
    pause: otherIds.length === 0,
  });
  return !data?.experiment?.comparison.runs.some(({ regression }) => regression && regression.ignoredEvaluators.length > 0);
}
