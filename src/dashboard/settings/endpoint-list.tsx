import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/states.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatDuration } from '../quantities.js';
import { useMay } from '../session/session.js';
import type { EndpointSettingsFragment } from './generated.js';
import { limitsInWords } from './limits.js';
import { SignedBadge } from './signed-badge.js';

export function EndpointList({ endpoints }: { endpoints: readonly EndpointSettingsFragment[] }) {
  const mayAdminister = useMay('administer');
  if (endpoints.length === 0)
    return (
      <Empty title="There is no endpoint yet">
        {mayAdminister ? 'Add one with the address at which your service answers.' : 'An admin can add one.'}
      </Empty>
    );
  return (
    <Table label="Endpoint list">
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>URL</HeadCell>
          <HeadCell>Signature</HeadCell>
          <HeadCell>Limits on requests</HeadCell>
          <HeadCell figure>Time-out</HeadCell>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr key={endpoint.id}>
            <Cell className="min-w-32">
              <Link
                to="/settings/endpoints/$endpointId"
                params={{ endpointId: endpoint.id }}
                className="font-medium text-accent hover:underline"
              >
                {endpoint.name}
              </Link>
            </Cell>
            <Cell className="max-w-md min-w-48 break-words">{endpoint.url}</Cell>
            <Cell>
              <SignedBadge signed={endpoint.hasSigningSecret} />
            </Cell>
            <Cell className="whitespace-nowrap">{limitsInWords(endpoint)}</Cell>
            <Cell figure>{formatDuration(endpoint.timeoutMs)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
