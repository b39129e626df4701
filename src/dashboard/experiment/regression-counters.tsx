import { Link } from '@tanstack/react-router';
import { Flag } from 'lucide-react';
import { Badge, textTones, type Tone } from '../parts/badge.js';
import { formatCount, formatMoment, none } from '../quantities.js';
import { sourceLabels } from '../regression/source-labels.js';
import type { CountersFragment, RunEntryFragment } from './generated.js';

interface RegressionCountersProps {
  experimentId: string;
  run: RunEntryFragment;
  /** Null where nothing qualifies, undefined until it was read. */
  report: CountersFragment | null | undefined;
}

/** How many items a run made better and worse, what it is held against, and the way to the whole report. Takes three lines, whatever it shows. */
export function RegressionCounters({ experimentId, run, report }: RegressionCountersProps) {
  return (
    <div className="grid min-h-14.5 w-64 content-center justify-items-start gap-0.5 text-xs">
      <Content experimentId={experimentId} run={run} report={report} />
    </div>
  );
}

function Content({ experimentId, run, report }: RegressionCountersProps) {
  if (run.variant.baselineRun?.id === run.id)
    return (
      <Badge tone="accent" icon={<Flag aria-hidden size={13} />} title="The other runs of its variant are compared with it">
        Marked baseline
      </Badge>
    );
  if (run.status !== 'COMPLETED') return none;
  if (report === undefined) return <p className="text-muted">Comparing …</p>;
  if (report === null) return <p className="text-muted">No prior run</p>;
  const { summary, baselineRun, baselineSource } = report;
  return (
    <>
      <span>
        <Count count={summary.improved} what="improved" tone="good" /> ·{' '}
        <Count count={summary.regressed} what="regressed" tone="bad" /> ·{' '}
        <Count count={summary.unchanged} what="unchanged" tone="neutral" />
      </span>
      <span className="inline-flex flex-wrap items-center gap-x-2 text-muted">
        <span title={baselineRun.id}>
          {sourceLabels[baselineSource]}, {formatMoment(baselineRun.createdAt)}
        </span>
        <Link
          to="/experiments/$experimentId"
          params={{ experimentId }}
          search={{ regression: run.id }}
          resetScroll={false}
          className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
        >
          Details ›<span className="sr-only"> on the run of {run.variant.name}</span>
        </Link>
      </span>
    </>
  );
}

/** A counter, such as `3 improved`; one of none stays quiet. */
function Count({ count, what, tone }: { count: number; what: string; tone: Tone }) {
  return (
    <span className={count === 0 || tone === 'neutral' ? 'text-muted' : textTones[tone]}>
      {formatCount(count)} {what}
    </span>
  );
}
