import { useQuery } from 'urql';
import { Badge } from '../parts/badge.js';
import { SelectField } from '../parts/field.js';
import { Moment } from '../parts/moment.js';
import { formatMoment, formatScore } from '../quantities.js';
import { baselineChoices } from './baseline-choices.js';
import { type RegressionQuery, type ReportFragment, RunsToCompareWithDocument } from './generated.js';
import type { RegressionSearch } from './search.js';
import { sourceLabels } from './source-labels.js';
import { thresholdsWith } from './thresholds.js';

interface HeldAgainstProps {
  experimentId: string;
  run: NonNullable<RegressionQuery['run']>;
  report: ReportFragment | null;
  against: string | undefined;
  threshold: number;
  onChange: (changed: Pick<RegressionSearch, 'against' | 'threshold'>) => void;
}

/** Which run is held against which, and from what change on an item counts: both can be chosen. */
export function HeldAgainst({ experimentId, run, report, against, threshold, onChange }: HeldAgainstProps) {
  const [{ data }] = useQuery({ query: RunsToCompareWithDocument, variables: { experimentId } });
  const choices = baselineChoices(data?.experiment?.runs.edges.map(({ node }) => node) ?? [], run.id);
  const unlisted = against !== undefined && !choices.some(({ id }) => id === against);
  return (
    <div className="grid gap-3">
      <p className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <span>
          <b className="font-semibold">{run.variant.name}</b>, run of <Moment at={run.createdAt} />
        </span>
        {report ? (
          <>
            <Badge>{sourceLabels[report.baselineSource]}</Badge>
            <span>
              of <Moment at={report.baselineRun.createdAt} />
              {report.baselineRun.variant.id === run.variant.id ? null : `, variant ${report.baselineRun.variant.name}`}
            </span>
          </>
        ) : null}
      </p>
      <div className="grid gap-3 grid-cols-[minmax(0,1fr)_6rem]">
        <SelectField
          label="Baseline run"
          value={against ?? ''}
          onChange={(event) => onChange({ against: event.target.value || undefined })}
        >
          <option value="">The marked baseline, or else the prior run</option>
          {unlisted ? <option value={against}>{report ? formatMoment(report.baselineRun.createdAt) : against}</option> : null}
          {choices.map(({ id, createdAt, baseline, metrics }) => (
            <option key={id} value={id}>
              {formatMoment(createdAt)} · score {formatScore(metrics.averageScore)}
              {baseline ? ' · marked baseline' : ''}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Threshold"
          title="A score must change by more than this for its item to count as improved or regressed."
          value={threshold}
          onChange={(event) => onChange({ threshold: Number(event.target.value) })}
        >
          {thresholdsWith(threshold).map((choice) => (
            <option key={choice} value={choice}>
              ±{choice}
            </option>
          ))}
        </SelectField>
      </div>
    </div>
  );
}
