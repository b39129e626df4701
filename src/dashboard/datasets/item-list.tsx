import { useQuery } from 'urql';
import { Loaded } from '../parts/loaded.js';
import { Pager, usePages } from '../parts/pager.js';
import { previewOf } from './content-text.js';
import { type ItemContentFragment, ItemsDocument } from './generated.js';
import { Content, partsOf } from './item-content.js';
import { Unfolding } from './unfolding.js';

const pageSize = 50;

/** The items of a version in its order, a page at a time, each on a line that opens. */
export function ItemList({ versionId }: { versionId: string }) {
  const pages = usePages();
  const [query, readAgain] = useQuery({
    query: ItemsDocument,
    variables: { versionId, first: pageSize, after: pages.after },
    // A version never changes.
    requestPolicy: 'cache-first',
  });
  return (
    <Loaded query={query} onRetry={readAgain} lines={10}>
      {({ node }) =>
        node?.__typename === 'DatasetVersion' ? (
          <>
            <ul aria-label="Items" className="border-t border-line">
              {node.items.edges.map(({ node: item }) => (
                <Item key={item.id} item={item} />
              ))}
            </ul>
            <Pager pages={pages} pageInfo={node.items.pageInfo} />
          </>
        ) : null
      }
    </Loaded>
  );
}

function Item({ item }: { item: ItemContentFragment }) {
  return (
    <Unfolding
      summary={
        <span className="grid min-w-0 grow gap-x-4 sm:grid-cols-[minmax(6rem,9rem)_minmax(0,1fr)_minmax(0,9rem)]">
          <span className="font-medium break-all">{item.externalId}</span>
          <span className="truncate">{previewOf(item.input)}</span>
          <span className="truncate text-muted">
            {item.expectedOutput === null ? null : (
              <>
                <span className="sr-only">Expected: </span>
                <span aria-hidden>→ </span>
                {previewOf(item.expectedOutput)}
              </>
            )}
          </span>
        </span>
      }
    >
      {() =>
        partsOf(item).map(({ name, value }) => (
          <section key={name}>
            <h3 className="mb-1 text-xs font-medium text-muted">{name}</h3>
            <Content value={value} />
          </section>
        ))
      }
    </Unfolding>
  );
}
