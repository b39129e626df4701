import { useQuery } from 'urql';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/loaded.js';
import { Failure } from '../parts/states.js';
import { RegressionDocument } from './generated.js';
import { HeldAgainst } from './held-against.js';
import { NoReport } from './no-report.js';
import { Report } from './report.js';
import type { RegressionSearch } from './search.js';
import { reportVariables } from './shown-report.js';
import { defaultThreshold } from './thresholds.js';

interface RegressionPanelProps {
  experimentId: string;
  runId: string;
  /** A run to compare with; the server chooses where none is named. */
  against?: string;
  threshold?: number;
  /** What the address is to say of the panel. */
  onChange: (search: RegressionSearch) => void;
  onClose: () => void;
}

/** What became better and worse from a run’s baseline run to the run, beside the page that it was opened from. */
export function RegressionPanel({ onClose, ...about }: RegressionPanelProps) {
  return (
    <Dialog title="Regression report" place="side" onClose={onClose}>
      <Content key={about.runId} {...about} />
    </Dialog>
  );
}

function Content({
  experimentId,
  runId,
  against,
  threshold = defaultThreshold,
  onChange,
}: Omit<RegressionPanelProps, 'onClose'>) {
  const asked = { runId, against: against ?? null, threshold };
  const [query, readAgain] = useQuery({ query: RegressionDocument, variables: reportVariables(asked) });
  return (
    <Loaded query={query} onRetry={readAgain} lines={14}>
      {({ run }) => {
        if (!run) return <Failure title="There is no such run" message="It may have been deleted with its experiment." />;
        const report = run.regression;
        return (
          <div className="grid gap-4">
            <HeldAgainst
              experimentId={experimentId}
              run={run}
              report={report}
              against={against}
              threshold={threshold}
              onChange={(changed) => onChange({ regression: runId, against, threshold, ...changed })}
            />
            {report ? (
              <Report
                key={`${report.baselineRun.id} ${report.threshold}`}
                shown={{ ...asked, experimentId, baselineRunId: report.baselineRun.id }}
                configuration={run.configuration}
                report={report}
              />
            ) : query.error ? null : (
              <NoReport status={run.status} baseline={run.baseline} />
            )}
          </div>
        );
      }}
    </Loaded>
  );
}
