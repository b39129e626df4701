import { CircleCheck, CircleEqual, CircleHelp, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { messageOf } from '../graph/message-of.js';
import { textTones, type Tone } from '../parts/badge.js';
import { classes } from '../parts/classes.js';
import { Failure } from '../parts/states.js';
import { formatDelta } from '../quantities.js';
import { Figures } from './figures.js';
import { type ReportNumbersFragment, ReportStatisticsDocument, type StatisticsFragment } from './generated.js';
import { type ShownReport, reportVariables } from './shown-report.js';
import { deltaTone } from './signed.js';
import { verdictWords } from './verdict-words.js';

/** The mean delta with its interval, what that allows to say, and the figures behind it. The statistics take their time: their places are kept. */
export function Headline({ shown, summary }: { shown: ShownReport; summary: ReportNumbersFragment }) {
  const [{ data, error }, readAgain] = useQuery({ query: ReportStatisticsDocument, variables: reportVariables(shown) });
  const statistics = data?.run?.regression?.statistics;
  return (
    <div className="grid gap-4">
      <div className="rounded-lg bg-sunken p-4">
        <p className="text-sm text-muted">Mean Δ of the score</p>
        <p className={classes('text-4xl font-semibold', textTones[deltaTone(summary.meanDelta)])}>
          {formatDelta(summary.meanDelta)}
        </p>
        <p className="min-h-5 text-sm text-muted">{statistics ? interval(statistics) : null}</p>
        <p role="status" className="mt-2 min-h-10 sm:min-h-5">
          {statistics ? (
            <Verdict statistics={statistics} threshold={shown.threshold} />
          ) : error ? null : (
            <span className="text-sm text-muted">Working out how sure that is …</span>
          )}
        </p>
      </div>
      {error && !statistics ? (
        <Failure title="How sure that is could not be read" message={messageOf(error)} onRetry={readAgain} />
      ) : null}
      <Figures summary={summary} statistics={statistics} />
    </div>
  );
}

const verdictLooks: Record<StatisticsFragment['verdict'], { tone: Tone; icon: ReactNode }> = {
  IMPROVED: { tone: 'good', icon: <CircleCheck aria-hidden size={16} className="mt-0.5 shrink-0" /> },
  REGRESSED: { tone: 'bad', icon: <CircleX aria-hidden size={16} className="mt-0.5 shrink-0" /> },
  NO_DIFFERENCE: { tone: 'neutral', icon: <CircleEqual aria-hidden size={16} className="mt-0.5 shrink-0" /> },
  INCONCLUSIVE: { tone: 'warn', icon: <CircleHelp aria-hidden size={16} className="mt-0.5 shrink-0" /> },
};

function Verdict({ statistics, threshold }: { statistics: StatisticsFragment; threshold: number }) {
  const { tone, icon } = verdictLooks[statistics.verdict];
  return (
    <span className={classes('flex items-start gap-1.5 text-sm font-medium', textTones[tone])}>
      {icon}
      {verdictWords(statistics, threshold)}
    </span>
  );
}

function interval({ confidenceLow, confidenceHigh }: { confidenceLow: number | null; confidenceHigh: number | null }): string {
  if (confidenceLow === null || confidenceHigh === null) return 'no interval: too few items';
  return `95 % interval ${formatDelta(confidenceLow)} to ${formatDelta(confidenceHigh)}`;
}
