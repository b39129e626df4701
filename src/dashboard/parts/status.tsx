import {
  Ban,
  CheckCheck,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  FileClock,
  LoaderCircle,
  Package,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge, type Tone } from './badge.js';

export type Status = 'DRAFT' | 'PENDING' | 'RUNNING' | 'COMPLETED' | 'PARTIAL_SUCCESS' | 'FAILED' | 'CANCELLED';

export type Stage =
  | 'DRAFT'
  | 'BASELINE_PENDING'
  | 'RUNNING_BASELINE'
  | 'BASELINE_COMPLETE'
  | 'BASELINE_FAILED'
  | 'RUNNING_VARIANT'
  | 'IDLE'
  | 'COMPLETED'
  | 'ARCHIVED';

interface Look {
  label: string;
  tone: Tone;
  icon: ReactNode;
}

const size = 13;
const turning = <LoaderCircle aria-hidden size={size} className="motion-safe:animate-spin" />;

export const statusLooks: Record<Status, Look> = {
  DRAFT: { label: 'Draft', tone: 'neutral', icon: <CircleDashed aria-hidden size={size} /> },
  PENDING: { label: 'Pending', tone: 'neutral', icon: <Clock aria-hidden size={size} /> },
  RUNNING: { label: 'Running', tone: 'accent', icon: turning },
  COMPLETED: { label: 'Completed', tone: 'good', icon: <CircleCheck aria-hidden size={size} /> },
  PARTIAL_SUCCESS: { label: 'Partial success', tone: 'warn', icon: <TriangleAlert aria-hidden size={size} /> },
  FAILED: { label: 'Failed', tone: 'bad', icon: <CircleX aria-hidden size={size} /> },
  CANCELLED: { label: 'Cancelled', tone: 'neutral', icon: <Ban aria-hidden size={size} /> },
};

export const stageLooks: Record<Stage, Look> = {
  DRAFT: { label: 'Draft', tone: 'neutral', icon: <CircleDashed aria-hidden size={size} /> },
  BASELINE_PENDING: { label: 'Baseline pending', tone: 'neutral', icon: <Clock aria-hidden size={size} /> },
  RUNNING_BASELINE: { label: 'Running baseline', tone: 'accent', icon: turning },
  BASELINE_COMPLETE: { label: 'Baseline complete', tone: 'good', icon: <CircleCheck aria-hidden size={size} /> },
  BASELINE_FAILED: { label: 'Baseline failed', tone: 'bad', icon: <CircleAlert aria-hidden size={size} /> },
  RUNNING_VARIANT: { label: 'Running variant', tone: 'accent', icon: turning },
  IDLE: { label: 'Idle', tone: 'neutral', icon: <FileClock aria-hidden size={size} /> },
  COMPLETED: { label: 'Concluded', tone: 'good', icon: <CheckCheck aria-hidden size={size} /> },
  ARCHIVED: { label: 'Archived', tone: 'neutral', icon: <Package aria-hidden size={size} /> },
};

/** How a run, a function run or an experiment stands. */
export function StatusBadge({ status }: { status: Status }) {
  const { label, tone, icon } = statusLooks[status];
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}

/** How far an experiment has come. */
export function StageBadge({ stage }: { stage: Stage }) {
  const { label, tone, icon } = stageLooks[stage];
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}
