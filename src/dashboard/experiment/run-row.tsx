import { useState } from 'react';
import { Moment } from '../parts/moment.js';
import { Cell } from '../parts/table.js';
import { formatCost, formatCounted, formatDuration, formatPercent, formatScore, formatTokens } from '../quantities.js';
import type { Allowed } from './allowed.js';
import { ConfigurationButton } from './configuration-button.js';
import { ConfigurationDialog } from './configuration-dialog.js';
import { configurationWords } from './configuration-words.js';
import type { CountersFragment, RunEntryFragment } from './generated.js';
import { RegressionCounters } from './regression-counters.js';
import { RunActions } from './run-actions.js';
import { ItemsDone, RunState } from './run-state.js';
import type { RunCommands } from './use-run-commands.js';

interface RunRowProps {
  experimentId: string;
  run: RunEntryFragment;
  height: string;
  /** The run against its baseline run; null where there is none, undefined until it was read. */
  report: CountersFragment | null | undefined;
  allowed: Allowed;
  commands: RunCommands;
}

/** How long it took; a retry may have begun long after it had ended the first time. */
function tookOf({ startedAt, completedAt, retries }: RunEntryFragment): string | null {
  if (!startedAt || !completedAt) return null;
  return retries > 0 ? 'with a retry' : `took ${formatDuration(Date.parse(completedAt) - Date.parse(startedAt))}`;
}

/** One run: what it runs with, how it stands, its figures so far, and what can be done with it. */
export function RunRow({ experimentId, run, height, report, allowed, commands }: RunRowProps) {
  const { configuration, createdAt, trials, metrics, variant } = run;
  const [open, setOpen] = useState(false);
  return (
    <tr style={{ height }}>
      <Cell className="min-w-36">
        <p className="font-medium">{variant.name}</p>
        <p className="text-xs text-muted">
          <Moment at={createdAt} />
          {trials > 1 ? ` · ${formatCounted(trials, 'trial')}` : null}
        </p>
        <ConfigurationButton words={configurationWords(configuration)} lines={2} onClick={() => setOpen(true)} />
        {open ? (
          <ConfigurationDialog
            title={`What this run of “${variant.name}” had`}
            configuration={configuration}
            onClose={() => setOpen(false)}
          />
        ) : null}
      </Cell>
      <Cell>
        <RunState run={run} />
        <p className="mt-0.5 min-h-4 text-xs whitespace-nowrap text-muted">{tookOf(run)}</p>
      </Cell>
      <Cell>
        <ItemsDone run={run} />
      </Cell>
      <Cell figure>{formatScore(metrics.averageScore)}</Cell>
      <Cell figure>{formatPercent(metrics.passRate)}</Cell>
      <Cell figure>{formatDuration(metrics.averageDurationMs)}</Cell>
      <Cell figure>{formatTokens(metrics.totalTokens)}</Cell>
      <Cell figure>
        {formatCost(metrics.totalCost)}
        {metrics.judgeCost === null || metrics.judgeTokens > 0 || Number(metrics.judgeCost) > 0 ? (
          <p className="text-xs whitespace-normal text-muted">+ {formatCost(metrics.judgeCost)} judges</p>
        ) : null}
      </Cell>
      <Cell>
        <RegressionCounters experimentId={experimentId} run={run} report={report} />
      </Cell>
      <Cell figure>
        <RunActions experimentId={experimentId} run={run} allowed={allowed} commands={commands} />
      </Cell>
    </tr>
  );
}
