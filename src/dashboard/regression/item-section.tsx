import { useState } from 'react';
import { useQuery } from 'urql';
import { Badge } from '../parts/badge.js';
import { Button } from '../parts/button.js';
import { Loaded } from '../parts/loaded.js';
import { Pager, usePages } from '../parts/pager.js';
import { formatCount, formatCounted } from '../quantities.js';
import { ReportItemsDocument, type RegressionClass } from './generated.js';
import { ItemLine, lineColumns } from './item-line.js';
import { Section } from './section.js';
import { reportVariables, type ShownReport } from './shown-report.js';

const pageSize = 20;
/** Lines are a little lower than those that stand for them while they are read. */
const lineHeight = 0.8;

interface ItemSectionProps {
  shown: ShownReport;
  classification: RegressionClass;
  title: string;
  count: number;
  /** Shows its items when it is asked to. */
  folded?: boolean;
}

/** The items of one class, the largest |delta| first. */
export function ItemSection({ folded = false, title, count, ...list }: ItemSectionProps) {
  const [open, setOpen] = useState(!folded);
  return (
    <Section title={title} mark={<Badge>{formatCount(count)}</Badge>}>
      {count === 0 ? (
        <p className="text-sm text-muted">No item.</p>
      ) : open ? (
        <Items count={count} {...list} />
      ) : (
        <Button onClick={() => setOpen(true)}>Show {formatCounted(count, 'item')}</Button>
      )}
    </Section>
  );
}

function Items({ shown, classification, count }: Pick<ItemSectionProps, 'shown' | 'classification' | 'count'>) {
  const pages = usePages();
  const [query, readAgain] = useQuery({
    query: ReportItemsDocument,
    variables: { ...reportVariables(shown), classification, first: pageSize, after: pages.after },
  });
  return (
    <>
      <div aria-hidden className={`${lineColumns} text-xs text-muted`}>
        <span>Item</span>
        <span className="flex justify-between">
          <span>0</span>
          <span className="hidden sm:inline">○ baseline → ● current</span>
          <span>1</span>
        </span>
        <span className="text-right">Δ</span>
      </div>
      <Loaded query={query} onRetry={readAgain} lines={Math.ceil(lineHeight * Math.min(count, pageSize))}>
        {({ run }) => {
          const items = run?.regression?.items;
          if (!items) return null;
          return (
            <>
              <ul>
                {items.edges.map(({ node }) => (
                  <ItemLine key={node.item.id} shown={shown} changed={node} />
                ))}
              </ul>
              <Pager pages={pages} pageInfo={items.pageInfo} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
