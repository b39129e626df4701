import { Ban, CircleCheck, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Badge, type Tone } from '../parts/badge.js';
import { Button } from '../parts/button.js';
import { Moment } from '../parts/moment.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { RevokeShareLinkDocument, type ShareLinkEntryFragment, type ShareLinkStatus } from './generated.js';

const looks: Record<ShareLinkStatus, { label: string; tone: Tone; icon: ReactNode }> = {
  ACTIVE: { label: 'Active', tone: 'good', icon: <CircleCheck aria-hidden size={13} /> },
  EXPIRED: { label: 'Expired', tone: 'neutral', icon: <Clock aria-hidden size={13} /> },
  REVOKED: { label: 'Revoked', tone: 'neutral', icon: <Ban aria-hidden size={13} /> },
};

/** The links that open an experiment, and those that did. */
export function ShareLinkList({ links }: { links: readonly ShareLinkEntryFragment[] }) {
  const { run, busy, problem } = useCommand(RevokeShareLinkDocument);
  if (links.length === 0) return <p className="text-sm text-muted">Nobody has a link yet.</p>;
  return (
    <div className="grid gap-2">
      <ProblemNotice problem={problem} />
      <Table label="Share links">
        <thead>
          <tr>
            <HeadCell>For</HeadCell>
            <HeadCell>Status</HeadCell>
            <HeadCell>Expires</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {links.map(({ id, name, status, expiresAt }) => (
            <tr key={id}>
              <Cell className="min-w-32 break-words">{name}</Cell>
              <Cell>
                <Badge tone={looks[status].tone} icon={looks[status].icon}>
                  {looks[status].label}
                </Badge>
              </Cell>
              <Cell>
                <Moment at={expiresAt} />
              </Cell>
              <Cell className="h-12 text-right">
                {status === 'ACTIVE' ? (
                  <Button
                    kind="danger"
                    disabled={busy}
                    aria-label={`Revoke the link for ${name}`}
                    onClick={() => void run({ id })}
                  >
                    Revoke
                  </Button>
                ) : null}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
