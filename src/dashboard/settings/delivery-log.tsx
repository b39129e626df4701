import { RotateCw } from 'lucide-react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { Pager, usePages } from '../parts/pager.js';
import { Empty } from '../parts/states.js';
import { HeadCell, Table } from '../parts/table.js';
import { DeliveryRow } from './delivery-row.js';
import { DeliveriesDocument, type DeliveryEntryFragment } from './generated.js';

const pageSize = 25;

/** What an endpoint was sent and how it answered, the newest first, a page at a time. */
export function DeliveryLog({ endpointId }: { endpointId: string }) {
  const pages = usePages();
  const [query, readAgain] = useQuery({
    query: DeliveriesDocument,
    variables: { endpointId, first: pageSize, after: pages.after },
  });
  const refresh = () => readAgain({ requestPolicy: 'network-only' });
  return (
    <Card
      title="Delivery log"
      actions={
        <Button icon={<RotateCw aria-hidden size={16} />} onClick={refresh}>
          Read again
        </Button>
      }
    >
      <Loaded query={query} onRetry={refresh} lines={6}>
        {({ node }) =>
          node?.__typename === 'Endpoint' ? (
            <>
              <Deliveries deliveries={node.deliveries.edges.map((edge) => edge.node)} />
              <Pager pages={pages} pageInfo={node.deliveries.pageInfo} />
            </>
          ) : null
        }
      </Loaded>
    </Card>
  );
}

function Deliveries({ deliveries }: { deliveries: readonly DeliveryEntryFragment[] }) {
  if (deliveries.length === 0)
    return <Empty title="It was sent nothing yet">Requests are kept for some time, 30 days where nothing else is set.</Empty>;
  return (
    <Table label="Deliveries">
      <thead>
        <tr>
          <HeadCell>Time</HeadCell>
          <HeadCell>For</HeadCell>
          <HeadCell figure>Attempt</HeadCell>
          <HeadCell>Answer</HeadCell>
          <HeadCell figure>Duration</HeadCell>
          <HeadCell>Error</HeadCell>
          <HeadCell>
            <span className="sr-only">What it answered</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </tbody>
    </Table>
  );
}
