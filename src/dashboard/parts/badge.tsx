import type { ReactNode } from 'react';
import { classes } from './classes.js';

export type Tone = 'neutral' | 'accent' | 'good' | 'bad' | 'warn';

const softTones: Record<Tone, string> = {
  neutral: 'bg-neutral-soft text-ink',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
};

export const textTones: Record<Tone, string> = {
  neutral: 'text-ink',
  accent: 'text-accent',
  good: 'text-good',
  bad: 'text-bad',
  warn: 'text-warn',
};

interface BadgeProps {
  tone?: Tone;
  /** Says the same as the colour, for those who do not see it. */
  icon?: ReactNode;
  children: ReactNode;
  title?: string;
}

/** A short word about something. Its colour never says more than its text and icon. */
export function Badge({ tone = 'neutral', icon, children, title }: BadgeProps) {
  return (
    <span
      title={title}
      className={classes(
        'inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap',
        softTones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
