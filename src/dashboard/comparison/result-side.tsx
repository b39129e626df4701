import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../parts/badge.js';
import { classes } from '../parts/classes.js';
import { Steady } from '../parts/steady.js';
import { formatCost, formatDuration, formatScore, formatTokens, none } from '../quantities.js';
import type { OpenCellFragment, ShownResultFragment } from './generated.js';

interface ResultSideProps {
  cell: OpenCellFragment;
  /** What the run is called. */
  name: string;
  /** How many evaluators the experiment has. */
  evaluators: number;
  /** Whether everything has a place of its own size, as something of it is still to come. */
  isReserved: boolean;
}

/** What one run made of the open item, beside its output: what it took, and what the judges say. */
export function ResultSide({ cell: { run, state, outlier, trials, result }, name, evaluators, isReserved }: ResultSideProps) {
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-2 text-sm">
      <div
        className={classes(
          'flex flex-wrap content-start items-center gap-1.5 sm:min-h-6 *:whitespace-normal *:wrap-anywhere [&_svg]:shrink-0',
          isReserved ? 'min-h-22' : 'min-h-13',
        )}
      >
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
      {run.trials > 1 ? (
        <Steady wraps widest={trialsWords(isReserved ? 'UNSTABLE' : state, run.trials)} className="text-xs text-muted">
          {trialsWords(state, trials)}
        </Steady>
      ) : null}
      <Figures result={result} />
      <Judged name={name} lines={isReserved ? Math.max(evaluators, result?.scores.length ?? 0) : null}>
        {result?.error ? <p className="break-words text-bad">{result.error.message}</p> : null}
        {result ? <Scores scores={result.scores} /> : null}
      </Judged>
    </div>
  );
}

interface JudgedProps {
  name: string;
  /** How many evaluators the place is for, which then keeps its size; null: as large as what stands there. */
  lines: number | null;
  children: ReactNode;
}

/** The error, or what the judges say: in a frame that scrolls, where its place was there first. */
function Judged({ name, lines, children }: JudgedProps) {
  if (lines === null) return children;
  return (
    <section
      aria-label={`What came of ${name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keyboard (WCAG 2.1.1)
      tabIndex={0}
      style={{ height: `${Math.min(2.5 * (lines + 1), 10)}rem` }}
      className="min-h-20 overflow-y-auto border-y border-line py-1"
    >
      {children}
    </section>
  );
}

/** Whose answer is shown, of several trials. */
function trialsWords(state: OpenCellFragment['state'], trials: number): string {
  if (trials === 0) return '';
  if (trials === 1) return 'The answer of one trial.';
  return state === 'UNSTABLE'
    ? `The first of ${trials} trials, which have no answer in common.`
    : `The answer that most of ${trials} trials gave.`;
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

/** What a result took. */
function Figures({ result }: { result: ShownResultFragment | null }) {
  const figures = [
    ['Duration', formatDuration(result?.durationMs)],
    ['Read', formatTokens(result?.inputTokens)],
    ['Wrote', formatTokens(result?.outputTokens)],
    ['Cost', result ? formatCost(result.estimatedCost) : none],
    ['Score', formatScore(result?.score)],
  ];
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(4.25rem,1fr))] gap-1">
      {figures.map(([label, figure]) => (
        <div key={label} className="whitespace-nowrap">
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
    <ul className="grid grid-cols-1 gap-1 divide-y divide-line">
      {scores.map(({ evaluator, value, passed, explanation, error }) => (
        <li key={evaluator.id} className="pb-1">
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
