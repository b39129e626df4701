import { Ban, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../parts/badge.js';
import { Button } from '../parts/button.js';
import { Moment } from '../parts/moment.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { useMay } from '../session/session.js';
import type { ApiKeyEntryFragment } from './generated.js';
import { RevokeKeyDialog } from './revoke-key-dialog.js';
import { roleLabels } from './role-labels.js';

interface KeyListProps {
  keys: readonly ApiKeyEntryFragment[];
  /** The key of this session. */
  ownId: string | null;
}

/** The keys of the organization, revoked ones too, the oldest first. */
export function KeyList({ keys, ownId }: KeyListProps) {
  const mayAdminister = useMay('administer');
  const [revoked, setRevoked] = useState<ApiKeyEntryFragment | null>(null);
  return (
    <>
      <Table label="Key list">
        <thead>
          <tr>
            <HeadCell>Name</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell>Begins with</HeadCell>
            <HeadCell>Status</HeadCell>
            <HeadCell>Created</HeadCell>
            <HeadCell>Revoked</HeadCell>
            {mayAdminister ? (
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <Cell className="min-w-40 break-words">
                {key.name}
                {key.id === ownId ? <span className="text-muted"> (of this session)</span> : null}
              </Cell>
              <Cell>{roleLabels[key.role]}</Cell>
              <Cell className="font-mono text-xs">{key.hint}…</Cell>
              <Cell>
                <KeyStatus revoked={key.revokedAt !== null} />
              </Cell>
              <Cell>
                <Moment at={key.createdAt} />
              </Cell>
              <Cell>
                <Moment at={key.revokedAt} />
              </Cell>
              {mayAdminister ? (
                <Cell className="h-12 text-right">
                  {key.revokedAt === null ? (
                    <Button kind="danger" aria-label={`Revoke ${key.name}`} onClick={() => setRevoked(key)}>
                      Revoke
                    </Button>
                  ) : null}
                </Cell>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
      {revoked ? <RevokeKeyDialog apiKey={revoked} isOwn={revoked.id === ownId} onClose={() => setRevoked(null)} /> : null}
    </>
  );
}

function KeyStatus({ revoked }: { revoked: boolean }) {
  return revoked ? (
    <Badge icon={<Ban aria-hidden size={13} />}>Revoked</Badge>
  ) : (
    <Badge tone="good" icon={<CircleCheck aria-hidden size={13} />}>
      Active
    </Badge>
  );
}
