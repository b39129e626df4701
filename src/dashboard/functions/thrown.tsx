import { CircleX } from 'lucide-react';

/** What code has thrown: its type, and what it says. */
export function Thrown({ error: { type, message } }: { error: { type: string; message: string } }) {
  return (
    <div className="rounded-md bg-bad-soft p-3 text-sm">
      <p className="flex items-center gap-2 font-medium text-bad">
        <CircleX aria-hidden size={16} />
        {type}
      </p>
      <p className="mt-1 break-words whitespace-pre-wrap">{message}</p>
    </div>
  );
}
