import { ShieldCheck, ShieldOff } from 'lucide-react';
import { Badge } from '../parts/badge.js';

/** Whether the requests to an endpoint are signed: whether the app can know who sends them. */
export function SignedBadge({ signed }: { signed: boolean }) {
  return signed ? (
    <Badge tone="good" icon={<ShieldCheck aria-hidden size={13} />}>
      Signed
    </Badge>
  ) : (
    <Badge tone="warn" icon={<ShieldOff aria-hidden size={13} />}>
      Not signed
    </Badge>
  );
}
