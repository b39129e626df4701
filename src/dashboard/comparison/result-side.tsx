import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { Badge } from '../parts/badge.js';
import { formatCost, formatDuration, formatScore, formatTokens, none } from '../quantities.js';
import type { OpenCellFragment, ShownResultFragment } from './generated.js';

/** What one run made of the open item, beside its output: what it took, and what the judges say. */
export function ResultSide({ cell: { state, outlier, trials, result } }: { cell: OpenCellFragment }) {
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-2 text-sm">
      <div className="flex min-h-13 flex-wrap content-start items-center gap-1.5 sm:min-h-6 *:whitespace-normal *:wrap-anywhere [&_svg]:shrink-0">
        {state === 'MISSING' ? <Badge>No result</Badge> : null}
        {state === 'ERROR' ? (
          <Badge tone="bad" icon={<CircleX aria-hidden size={13} />}>
            {result?.error?.type ?? 'Error'}
          </Badge>
        ) : null}
        {result ? <Verdict passed={result.passed} /> : null}
        {outlier ? (
          <Badge tone="warn" icon={<TriangleAlert aria-hidden size={13} />}>
            Differs from the others
          </Badge>
        ) : null}
      </div>
      {trials > 1 ? (
        <p className="text-xs text-muted">
          {state === 'UNSTABLE'
            ? `The first of ${trials} trials, which have no answer in common.`
            : `The answer that most of ${trials} trials gave.`}
        </p>
      ) : null}
      <Figures result={result} />
      {result?.error ? <p className="break-words text-bad">{result.error.message}</p> : null}
      {result && result.scores.length > 0 ? <Scores scores={result.scores} /> : null}
    </div>
  );
}

function Verdict({ passed }: { passed: boolean | null }) {
  if (passed === null) return null;
  return passed ? (
    <Badge tone="good" icon={<CircleCheck aria-hidden size={13} />}>
      Passed
    </Badge>
  ) : (
    <Badge tone="bad" icon={<CircleX aria-hidden size={13} />}>
      Not passed
    </Badge>
  );
}

/** What a result took. It has its place before there is one, so that what is below stays where it is. */
function Figures({ result }: { result: ShownResultFragment | null }) {
  const figures = [
    ['Duration', formatDuration(result?.durationMs)],
    ['Read', formatTokens(result?.inputTokens)],
    ['Wrote', formatTokens(result?.outputTokens)],
    ['Cost', result ? formatCost(result.estimatedCost) : none],
    ['Score', formatScore(result?.score)],
  ];
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1">
      {figures.map(([label, figure]) => (
        <div key={label} className="min-w-16">
          <dt className="text-xs text-muted">{label}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What each evaluator gave, and why. */
function Scores({ scores }: { scores: ShownResultFragment['scores'] }) {
  return (
    <ul className="grid grid-cols-1 gap-1">
      {scores.map(({ evaluator, value, passed, explanation, error }) => (
        <li key={evaluator.id} className="border-t border-line pt-1">
          <span className="flex items-center gap-1.5">
            {passed === null ? null : passed ? (
              <CircleCheck role="img" aria-label="Passed:" size={14} className="shrink-0 text-good" />
            ) : (
              <CircleX role="img" aria-label="Not passed:" size={14} className="shrink-0 text-bad" />
            )}
            <span className="min-w-0 grow truncate font-medium">{evaluator.name}</span>
            {value === null ? none : formatScore(value)}
          </span>
          {explanation ? <p className="text-xs break-words text-muted">{explanation}</p> : null}
          {error ? <p className="text-xs break-words text-bad">The evaluator failed: {error.message}</p> : null}
        </li>
      ))}
    </ul>
  );
}
