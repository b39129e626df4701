import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge, type Tone } from '../parts/badge.js';
import { Card } from '../parts/card.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount, formatPValue, none } from '../quantities.js';
import type { LiveVerdict, MetricShownFragment } from './generated.js';
import { axisOver, type ValueAxis } from './interval-axis.js';
import { IntervalPlot } from './interval-plot.js';
import { formatMetric, formatMetricDifference, type MetricKind, verdictWords } from './metric.js';
import type { Measured } from './metrics.js';

interface MetricCardProps {
  title: string;
  kind: MetricKind;
  /** By variant, the first being what the others are compared with. */
  measured: Measured[];
}

/** One thing that was measured: the mean of each variant with its interval, and its difference to the first. */
export function MetricCard({ title, kind, measured }: MetricCardProps) {
  const axis = axisOver(measured.map(({ metric }) => metric));
  const reference = measured[0];
  return (
    <Card title={title} actions={<p className="text-xs text-muted">{better[kind]}</p>}>
      <Table label={`${title} by variant`}>
        <thead>
          <tr>
            <HeadCell className="w-36 min-w-28">Variant</HeadCell>
            <HeadCell figure className="w-16">
              Units
            </HeadCell>
            <HeadCell figure className="w-24">
              Mean
            </HeadCell>
            <HeadCell className="w-44">95 % interval</HeadCell>
            <HeadCell>
              <span className="sr-only">Plot</span>
            </HeadCell>
            <HeadCell figure className="w-52 whitespace-nowrap">
              Difference to {reference?.variant}
            </HeadCell>
            <HeadCell figure className="w-20">
              p
            </HeadCell>
            <HeadCell figure className="w-24 whitespace-nowrap">
              Adjusted p
            </HeadCell>
            <HeadCell className="w-44">Verdict</HeadCell>
          </tr>
        </thead>
        <tbody>
          {measured.map((each, place) => (
            <Row key={each.variant} kind={kind} measured={each} first={place === 0} axis={axis} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

const better: Record<MetricKind, string> = {
  errors: 'Of the exposures that have ended. Less is better.',
  durationMs: 'Of the variant’s steps together, where it completed. Less is better.',
  cost: 'That the variant’s steps told of. Less is better.',
  score: 'Recorded by your code or over the API. More is better.',
};

interface RowProps {
  kind: MetricKind;
  measured: Measured;
  first: boolean;
  axis: ValueAxis | null;
}

function Row({ kind, measured: { variant, metric }, first, axis }: RowProps) {
  const { units, mean, low, high, comparison } = metric;
  return (
    <tr>
      <Cell className="font-medium">{variant}</Cell>
      <Cell figure>{formatCount(units)}</Cell>
      <Cell figure>{formatMetric(kind, mean)}</Cell>
      <Cell className="whitespace-nowrap text-muted">
        {low === null ? none : `${formatMetric(kind, low)} to ${formatMetric(kind, high)}`}
      </Cell>
      <Cell>{axis ? <IntervalPlot axis={axis} interval={metric} /> : null}</Cell>
      <Cell figure>
        {comparison ? (
          <>
            {formatMetricDifference(kind, comparison.difference)}
            <p className="text-xs text-muted">
              {formatMetricDifference(kind, comparison.low)} to {formatMetricDifference(kind, comparison.high)}
            </p>
          </>
        ) : (
          none
        )}
      </Cell>
      <Cell figure>{formatPValue(comparison?.pValue)}</Cell>
      <Cell figure>{formatPValue(comparison?.adjustedPValue)}</Cell>
      <Cell className="min-w-36">
        {first ? <span className="text-muted">Compared with</span> : <Verdict kind={kind} of={comparison} />}
      </Cell>
    </tr>
  );
}

const verdictLooks: Record<LiveVerdict, { tone: Tone; icon: ReactNode }> = {
  IMPROVED: { tone: 'good', icon: <CircleCheck aria-hidden size={13} /> },
  REGRESSED: { tone: 'bad', icon: <TriangleAlert aria-hidden size={13} /> },
  INCONCLUSIVE: { tone: 'neutral', icon: <CircleHelp aria-hidden size={13} /> },
};

function Verdict({ kind, of }: { kind: MetricKind; of: MetricShownFragment['comparison'] }) {
  if (!of)
    return (
      <span className="text-muted" title="It takes 6 units of either variant, and values that are not all the same.">
        Too little to compare
      </span>
    );
  const { tone, icon } = verdictLooks[of.verdict];
  return (
    <Badge tone={tone} icon={icon}>
      {verdictWords(kind, of.verdict)}
    </Badge>
  );
}
