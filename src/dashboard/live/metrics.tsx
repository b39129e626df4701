import type { LiveVariantShownFragment, MetricShownFragment } from './generated.js';
import type { MetricKind } from './metric.js';
import { MetricCard } from './metric-card.js';

/** What was measured of one variant. */
export interface Measured {
  variant: string;
  metric: MetricShownFragment;
}

interface Shown {
  /** Scores have names of their own, which may be those of other metrics. */
  key: string;
  title: string;
  kind: MetricKind;
  measured: Measured[];
}

/** Each thing that was measured of the variants, beside each other. */
export function Metrics({ variants }: { variants: LiveVariantShownFragment[] }) {
  const of = (metric: (variant: LiveVariantShownFragment) => MetricShownFragment): Measured[] =>
    variants.map((variant) => ({ variant: variant.name, metric: metric(variant) }));
  const shown: Shown[] = [
    { key: 'errors', title: 'Error rate', kind: 'errors', measured: of(({ errorRate }) => errorRate) },
    { key: 'duration', title: 'Duration', kind: 'durationMs', measured: of(({ durationMs }) => durationMs) },
    { key: 'cost', title: 'Cost', kind: 'cost', measured: of(({ cost }) => cost) },
    ...scoresOf(variants),
  ];
  return (
    <>
      {shown.map(({ key, ...card }) => (
        <MetricCard key={key} {...card} />
      ))}
      <p className="max-w-prose text-sm text-muted">
        Look as often as you like: differences, p-values and verdicts hold at any time. The interval of a mean is that of a single
        look.
      </p>
    </>
  );
}

/** The scores are the same for every variant. */
function scoresOf(variants: LiveVariantShownFragment[]): Shown[] {
  const names = variants[0]?.scores.map(({ name }) => name) ?? [];
  return names.map((name) => ({
    key: `score ${name}`,
    title: `Score: ${name}`,
    kind: 'score',
    measured: variants.flatMap(({ name: variant, scores }) =>
      scores.filter((score) => score.name === name).map((metric) => ({ variant, metric })),
    ),
  }));
}
