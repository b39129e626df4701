import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Loaded } from '../parts/loaded.js';
import { Page } from '../parts/page.js';
import { NothingHere } from '../shell/nothing-here.js';
import { DeliveryLog } from './delivery-log.js';
import { EndpointActions } from './endpoint-actions.js';
import { EndpointFacts } from './endpoint-facts.js';
import { EndpointDocument } from './generated.js';
import { SignedBadge } from './signed-badge.js';
import { Signing } from './signing.js';
import { TestPing } from './test-ping.js';

const route = getRouteApi('/settings/endpoints/$endpointId');

/** One endpoint: its settings, the secret that it is signed with, a trial of it, and what it was sent. */
export function Endpoint() {
  const { endpointId } = route.useParams();
  const [query, readAgain] = useQuery({ query: EndpointDocument, variables: { id: endpointId } });
  const readNow = () => readAgain({ requestPolicy: 'network-only' });
  const [pings, setPings] = useState(0);
  return (
    <Loaded query={query} onRetry={readNow} lines={8}>
      {({ node: endpoint }) =>
        endpoint?.__typename === 'Endpoint' ? (
          <Page
            title={endpoint.name}
            mark={<SignedBadge signed={endpoint.hasSigningSecret} />}
            above={{ label: 'Endpoints', link: { to: '/settings/endpoints' } }}
            actions={<EndpointActions endpoint={endpoint} onChanged={readNow} />}
          >
            <EndpointFacts endpoint={endpoint} />
            <div className="grid gap-4 lg:grid-cols-2">
              <Signing endpoint={endpoint} onChanged={readNow} />
              <TestPing endpoint={endpoint} onSent={() => setPings(pings + 1)} />
            </div>
            <DeliveryLog key={pings} endpointId={endpoint.id} />
          </Page>
        ) : (
          <NothingHere />
        )
      }
    </Loaded>
  );
}
