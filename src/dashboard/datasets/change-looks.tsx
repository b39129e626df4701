import { CircleMinus, CirclePlus, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from '../parts/badge.js';
import type { ChangeKind } from './search.js';

/** How each kind of change is shown. */
export const changeLooks: Record<ChangeKind, { label: string; tone: Tone; icon: ReactNode }> = {
  ADDED: { label: 'Added', tone: 'good', icon: <CirclePlus aria-hidden size={13} /> },
  CHANGED: { label: 'Changed', tone: 'warn', icon: <PencilLine aria-hidden size={13} /> },
  REMOVED: { label: 'Removed', tone: 'bad', icon: <CircleMinus aria-hidden size={13} /> },
};
