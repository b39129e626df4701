import { LoaderCircle } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classes } from './classes.js';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

const looks: Record<ButtonKind, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:opacity-90',
  plain: 'border-edge bg-surface text-ink hover:bg-neutral-soft',
  quiet: 'border-transparent bg-transparent text-accent hover:bg-accent-soft',
  danger: 'border-bad bg-surface text-bad hover:bg-bad-soft',
};

/** How buttons, and links that look like one, look. */
export function buttonLook(kind: ButtonKind = 'plain'): string {
  return classes(
    'inline-flex min-h-8 items-center justify-center gap-1.5 rounded-md border px-3 py-1 text-sm font-medium whitespace-nowrap',
    'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55',
    looks[kind],
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  /** What it does is under way: it can't be pressed again, and shows that. */
  busy?: boolean;
  icon?: ReactNode;
}

export function Button({ kind, busy = false, icon, className, children, disabled, type = 'button', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} disabled={disabled || busy} aria-busy={busy} className={classes(buttonLook(kind), className)}>
      {busy ? <LoaderCircle aria-hidden size={16} className="motion-safe:animate-spin" /> : icon}
      {children}
    </button>
  );
}
