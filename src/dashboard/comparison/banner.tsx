import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import { ComparedAnswer } from '../experiment/compared-answer.js';
import { Badge } from '../parts/badge.js';
import { Steady } from '../parts/steady.js';
import { UnlikeNotice } from '../parts/unlike-notice.js';
import { formatCounted } from '../quantities.js';
import type { ComparisonQuery, SummaryFieldsFragment } from './generated.js';

interface BannerProps {
  summary: SummaryFieldsFragment;
  /** Whether the scores of the runs can be held against each other. */
  judgedAlike: boolean;
  /** What is compared; null: all of the output. */
  comparedAnswer: ReadExperiment['comparedAnswer'];
}

type ReadExperiment = NonNullable<ComparisonQuery['experiment']>;

/** How many rows diverge, agree and are still without some answer: all rows, whatever is filtered below. */
export function Banner({
  summary: { rows, divergentRows, agreeingRows, incompleteRows },
  judgedAlike,
  comparedAnswer,
}: BannerProps) {
  const counted = (count: number, singular: string, plural: string) => (
    <Steady widest={formatCounted(rows, singular, plural)}>{formatCounted(count, singular, plural)}</Steady>
  );
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <Badge tone={divergentRows > 0 ? 'warn' : 'neutral'} icon={<TriangleAlert aria-hidden size={13} />}>
        {counted(divergentRows, 'row diverges', 'rows diverge')}
      </Badge>
      <Badge icon={<CircleCheck aria-hidden size={13} />}>{counted(agreeingRows, 'row agrees', 'rows agree')}</Badge>
      <Badge tone={incompleteRows > 0 ? 'warn' : 'neutral'} icon={<CircleDashed aria-hidden size={13} />}>
        {counted(incompleteRows, 'row is incomplete', 'rows are incomplete')}
      </Badge>
      <span className="text-muted">of {formatCounted(rows, 'row')}</span>
      {comparedAnswer ? (
        <span>
          Compared: <ComparedAnswer {...comparedAnswer} />
        </span>
      ) : null}
      {judgedAlike ? null : (
        <UnlikeNotice>These runs were judged by different evaluators: their scores can’t be compared directly.</UnlikeNotice>
      )}
    </p>
  );
}
