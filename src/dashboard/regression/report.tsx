import { EvaluatorTable } from './evaluator-table.js';
import { Excluded } from './excluded.js';
import type { ReportFragment } from './generated.js';
import { Headline } from './headline.js';
import { ItemSection } from './item-section.js';
import { Performance } from './performance.js';
import type { ShownReport } from './shown-report.js';
import { VerdictBar } from './verdict-bar.js';
import { WhatChanged } from './what-changed.js';

interface ReportProps {
  shown: ShownReport;
  /** The run’s. */
  configuration: unknown;
  report: ReportFragment;
}

/** A run against its baseline run: what it ran with otherwise, how sure what changed is, which items changed, and by whose scores. */
export function Report({ shown, configuration, report }: ReportProps) {
  const { baselineRun, summary, evaluators, ignoredEvaluators, performance, excluded } = report;
  return (
    <div className="grid gap-4">
      <WhatChanged baseline={baselineRun.configuration} current={configuration} />
      <VerdictBar summary={summary} />
      <Headline shown={shown} summary={summary} />
      <ItemSection shown={shown} classification="REGRESSED" title="Regressed" count={summary.regressed} />
      <ItemSection shown={shown} classification="IMPROVED" title="Improved" count={summary.improved} />
      <EvaluatorTable evaluators={evaluators} ignored={ignoredEvaluators} />
      <Performance performance={performance} />
      <ItemSection shown={shown} classification="UNCHANGED" title="Unchanged" count={summary.unchanged} folded />
      <Excluded shown={shown} counts={excluded.counts} />
    </div>
  );
}
