import { CircleCheck, CircleX, Gauge, RotateCw, Split, SquareFunction } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FunctionStepKind, FunctionStepStatus } from './generated.js';

/** What a step is in the code. */
export const stepKinds: Record<FunctionStepKind, { label: string; icon: ReactNode }> = {
  RUN: { label: 'step.run', icon: <SquareFunction aria-hidden size={16} /> },
  EXPERIMENT: { label: 'group.experiment', icon: <Split aria-hidden size={16} /> },
  SCORE: { label: 'step.score', icon: <Gauge aria-hidden size={16} /> },
};

/** How a step stands: in a word, and by the looks of its mark and its bar. */
export const stepLooks: Record<FunctionStepStatus, { label: string; text: string; bar: string; icon: ReactNode }> = {
  COMPLETED: { label: 'Completed', text: 'text-good', bar: 'bg-accent', icon: <CircleCheck aria-hidden size={15} /> },
  FAILED: { label: 'Failed', text: 'text-bad', bar: 'bg-bad', icon: <CircleX aria-hidden size={15} /> },
  RETRYING: { label: 'To be tried again', text: 'text-warn', bar: 'bg-warn', icon: <RotateCw aria-hidden size={15} /> },
};
