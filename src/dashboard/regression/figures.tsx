import { formatCount, formatDelta, formatPercent, formatPValue, formatScore, none } from '../quantities.js';
import type { PassRateIntervalFragment, ReportNumbersFragment, StatisticsFragment } from './generated.js';

interface FiguresProps {
  summary: ReportNumbersFragment;
  /** Undefined until they are known. */
  statistics: StatisticsFragment | undefined;
}

/** The figures behind the mean delta. */
export function Figures({ summary, statistics }: FiguresProps) {
  const { netDelta, baselineMean, currentMean } = summary;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      <Figure name="Net Δ" value={formatDelta(netDelta)} note="sum over the items" />
      <Figure name="Baseline mean" value={formatScore(baselineMean)} note="score, 0 to 1" />
      <Figure name="Current mean" value={formatScore(currentMean)} note="score, 0 to 1" />
      <Figure name="p-value" value={statistics && formatPValue(statistics.pValue)} note="paired permutation test" />
      <Figure name="Baseline pass rate" {...passRate(statistics, statistics?.baselinePassRate)} />
      <Figure name="Current pass rate" {...passRate(statistics, statistics?.currentPassRate)} />
      <Figure name="McNemar p-value" {...passChanges(statistics)} />
    </dl>
  );
}

interface FigureProps {
  name: string;
  /** Undefined while it is being worked out. */
  value: string | undefined;
  note: string;
}

function Figure({ name, value = '…', note }: FigureProps) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="font-medium">
        {value}
        <span className="block min-h-4 text-xs font-normal text-muted">{note}</span>
      </dd>
    </div>
  );
}

type Shown = Pick<FigureProps, 'value' | 'note'>;

function passRate(statistics: StatisticsFragment | undefined, passRate: PassRateIntervalFragment | null | undefined): Shown {
  if (!statistics) return { value: undefined, note: '' };
  if (!passRate) return { value: none, note: 'nothing was judged' };
  return { value: formatPercent(passRate.rate), note: `${passRate.low.toFixed(1)} to ${formatPercent(passRate.high)}` };
}

function passChanges(statistics: StatisticsFragment | undefined): Shown {
  if (!statistics) return { value: undefined, note: '' };
  const { mcnemar } = statistics;
  if (!mcnemar) return { value: none, note: 'nothing was judged twice' };
  return {
    value: formatPValue(mcnemar.pValue),
    note: `${formatCount(mcnemar.improved)} now pass, ${formatCount(mcnemar.regressed)} no more`,
  };
}
