import { useState } from 'react';
import { useQuery } from 'urql';
import { Badge } from '../parts/badge.js';
import { Button } from '../parts/button.js';
import { Loaded } from '../parts/loaded.js';
import { Pager, usePages } from '../parts/pager.js';
import { formatCount, formatCounted } from '../quantities.js';
import { ComparisonLink } from './comparison-link.js';
import { ExcludedItemsDocument, type ExclusionReason, type RegressionSide, type ReportFragment } from './generated.js';
import { Section } from './section.js';
import { reportVariables, type ShownReport } from './shown-report.js';

const pageSize = 20;

const reasons: Record<ExclusionReason, string> = {
  ADDED: 'added since the baseline run',
  REMOVED: 'removed since the baseline run',
  CHANGED_INPUT: 'changed since the baseline run',
  NOT_FINISHED: 'without a result',
  UNSCORED: 'without a score',
};

const sides: Record<RegressionSide, string> = {
  BASELINE: 'in the baseline run',
  CURRENT: 'in this run',
  BOTH: 'in both runs',
};

interface ExcludedProps {
  shown: ShownReport;
  counts: ReportFragment['excluded']['counts'];
}

/** The items that are not compared, by the reason. */
export function Excluded({ shown, counts }: ExcludedProps) {
  const all = counts.reduce((sum, { items }) => sum + items, 0);
  return (
    <Section title="Left out" mark={<Badge>{formatCount(all)}</Badge>}>
      {all === 0 ? <p className="text-sm text-muted">Both runs have a score of every item.</p> : null}
      <ul className="grid gap-2">
        {counts.map(({ reason, items }) => (
          <ExcludedFor key={reason} shown={shown} reason={reason} count={items} />
        ))}
      </ul>
    </Section>
  );
}

/** Those left out for one reason: how many, and which when one asks. */
function ExcludedFor({ shown, reason, count }: { shown: ShownReport; reason: ExclusionReason; count: number }) {
  const [open, setOpen] = useState(false);
  return (
    <li className="text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span>
          {formatCounted(count, 'item')} {reasons[reason]}
        </span>
        <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show'} <span className="sr-only">items {reasons[reason]}</span>
        </Button>
      </div>
      {open ? <Items shown={shown} reason={reason} count={count} /> : null}
    </li>
  );
}

function Items({ shown, reason, count }: { shown: ShownReport; reason: ExclusionReason; count: number }) {
  const pages = usePages();
  const [query, readAgain] = useQuery({
    query: ExcludedItemsDocument,
    variables: { ...reportVariables(shown), reason, first: pageSize, after: pages.after },
  });
  return (
    <Loaded query={query} onRetry={readAgain} lines={Math.min(count, pageSize)}>
      {({ run }) => {
        const items = run?.regression?.excluded.items;
        if (!items) return null;
        return (
          <>
            <ul>
              {items.edges.map(({ node: { item, side } }) => (
                <li key={item.id} className="flex min-h-8 items-center justify-between gap-4">
                  <ComparisonLink shown={shown} itemId={item.id} className="wrap-anywhere text-accent hover:underline">
                    {item.externalId}
                  </ComparisonLink>
                  {reason === 'NOT_FINISHED' || reason === 'UNSCORED' ? <span className="text-muted">{sides[side]}</span> : null}
                </li>
              ))}
            </ul>
            <Pager pages={pages} pageInfo={items.pageInfo} />
          </>
        );
      }}
    </Loaded>
  );
}
