import { CircleCheck, CircleX } from 'lucide-react';
import { Badge } from '../parts/badge.js';
import type { DeliveryEntryFragment } from './generated.js';

/** The status of an answer, and whether it did. */
export function DeliveryOutcome({ delivery: { status, error } }: { delivery: DeliveryEntryFragment }) {
  const text = status === null ? 'No answer' : `HTTP ${status}`;
  return error ? (
    <Badge tone="bad" icon={<CircleX aria-label="Failed:" size={13} />}>
      {text}
    </Badge>
  ) : (
    <Badge tone="good" icon={<CircleCheck aria-label="Answered:" size={13} />}>
      {text}
    </Badge>
  );
}
