import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { buttonLook } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { Empty } from '../parts/states.js';
import { formatCounted } from '../quantities.js';
import { ChangeList } from './change-list.js';
import { VersionDocument } from './generated.js';
import { ItemList } from './item-list.js';

const route = getRouteApi('/datasets/$datasetId');

/** What a version has, or, held against another one, what changed. */
export function VersionPanel({ datasetId, versionId }: { datasetId: string; versionId: string }) {
  const { against } = route.useSearch();
  const [query, readAgain] = useQuery({ query: VersionDocument, variables: { id: versionId }, requestPolicy: 'cache-first' });
  return (
    <Loaded query={query} onRetry={readAgain} lines={10}>
      {({ node }) =>
        node?.__typename === 'DatasetVersion' && node.dataset.id === datasetId ? (
          <Card
            title={`Version ${node.number} · ${formatCounted(node.itemCount, 'item')}`}
            actions={
              against ? (
                <Link to="/datasets/$datasetId" params={{ datasetId }} search={{ version: versionId }} className={buttonLook()}>
                  Show all items
                </Link>
              ) : null
            }
          >
            {against ? <ChangeList version={node} formerId={against} /> : <ItemList versionId={versionId} />}
          </Card>
        ) : (
          <Card>
            <Empty title="The dataset has no such version">Choose one of its versions.</Empty>
          </Card>
        )
      }
    </Loaded>
  );
}
