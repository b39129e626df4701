import { CircleAlert, Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.js';

/** Where something is still to come: it has about the size of what comes, so that little moves. */
export function Loading({ lines = 4 }: { lines?: number }) {
  return (
    <div role="status" className="grid gap-2">
      <span className="sr-only">Loading …</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <div key={line} className="h-8 motion-safe:animate-pulse rounded bg-neutral-soft" />
      ))}
    </div>
  );
}

/** Where there is nothing yet: says so, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-10 text-center">
      <Inbox aria-hidden className="text-muted" />
      <p className="font-medium">{title}</p>
      {children ? <div className="grid max-w-prose justify-items-center gap-3 text-sm text-muted">{children}</div> : null}
    </div>
  );
}

/** What went wrong, where, and what can be done about it. */
export function Failure({ title, message, onRetry }: { title: string; message: string; onRetry?: () => void }) {
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-bad bg-bad-soft p-3 text-sm">
      <p className="flex items-center gap-2 font-medium text-bad">
        <CircleAlert aria-hidden size={16} />
        {title}
      </p>
      <p className="break-words">{message}</p>
      {onRetry ? (
        <div>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      ) : null}
    </div>
  );
}
