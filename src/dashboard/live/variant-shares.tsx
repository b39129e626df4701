import { Link } from '@tanstack/react-router';
import { Card } from '../parts/card.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount, formatPercent, none } from '../quantities.js';
import type { LiveExperimentShownFragment, LiveVariantShownFragment } from './generated.js';

const percentOf = (share: number | null): string => formatPercent(share === null ? null : 100 * share);

/** Who was given which variant, beside what the weights call for, and how many of the exposures have ended how. */
export function VariantShares({ live }: { live: LiveExperimentShownFragment }) {
  return (
    <Card title="Variants">
      <Table label="Shares of the variants">
        <thead>
          <tr>
            <HeadCell>Variant</HeadCell>
            <HeadCell figure>Weight</HeadCell>
            <HeadCell>Share of the units</HeadCell>
            <HeadCell figure>Observed</HeadCell>
            <HeadCell figure>Expected</HeadCell>
            <HeadCell figure>Units</HeadCell>
            <HeadCell figure>Exposures</HeadCell>
            <HeadCell figure>Completed</HeadCell>
            <HeadCell figure>Failed</HeadCell>
            <HeadCell figure>Under way</HeadCell>
            <HeadCell>Runs</HeadCell>
          </tr>
        </thead>
        <tbody>
          {live.variants.map((variant) => (
            <tr key={variant.name}>
              <Cell className="font-medium">
                {variant.name}
                {variant.position === 0 ? (
                  <p className="text-xs font-normal text-muted">The first: others are compared with it</p>
                ) : null}
              </Cell>
              <Cell figure>{variant.weight ?? none}</Cell>
              <Cell>
                <ShareBar variant={variant} />
              </Cell>
              <Cell figure>{percentOf(variant.share)}</Cell>
              <Cell figure>{percentOf(variant.expectedShare)}</Cell>
              <Cell figure>{formatCount(variant.units)}</Cell>
              <Cell figure>{formatCount(variant.exposures)}</Cell>
              <Cell figure>{formatCount(variant.completed)}</Cell>
              <Cell figure>{formatCount(variant.failed)}</Cell>
              <Cell figure>{formatCount(variant.exposures - variant.completed - variant.failed)}</Cell>
              <Cell>
                <Link
                  to="/functions"
                  search={{ liveExperiment: live.id, variant: variant.name }}
                  className="text-accent hover:underline"
                >
                  See<span className="sr-only"> the runs that were given {variant.name}</span>
                </Link>
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

/** The observed share as a bar, the expected one as a mark across it. The numbers stand beside it. */
function ShareBar({ variant: { share, expectedShare } }: { variant: LiveVariantShownFragment }) {
  return (
    <div aria-hidden className="relative h-5 min-w-32">
      <div className="absolute inset-x-0 inset-y-1.5 overflow-hidden rounded-full bg-neutral-soft">
        <div className="h-full bg-accent" style={{ width: `${100 * (share ?? 0)}%` }} />
      </div>
      {expectedShare === null ? null : (
        <div className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: `min(${100 * expectedShare}%, 100% - 2px)` }} />
      )}
    </div>
  );
}
