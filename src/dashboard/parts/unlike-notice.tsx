import { Scale } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.js';

/** Warns that figures which stand side by side say nothing of each other. */
export function UnlikeNotice({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span className={classes('flex items-center gap-1.5 text-sm text-warn', className)}>
      <Scale aria-hidden size={14} className="shrink-0" />
      {children}
    </span>
  );
}
