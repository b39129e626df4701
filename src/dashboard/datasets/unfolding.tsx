import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

interface UnfoldingProps {
  /** Tells of what is inside, on a line. */
  summary: ReactNode;
  /** Made when it is opened for the first time. */
  children(): ReactNode;
}

/** An entry of a list that opens to show all there is of it. */
export function Unfolding({ summary, children }: UnfoldingProps) {
  const [opened, setOpened] = useState(false);
  return (
    <li className="border-b border-line">
      <details className="group" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
        <summary className="flex list-none items-start gap-2 px-2 py-2 text-sm hover:bg-neutral-soft">
          <ChevronRight aria-hidden size={16} className="mt-0.5 shrink-0 text-muted group-open:rotate-90" />
          {summary}
        </summary>
        {opened ? <div className="grid gap-3 px-2 pt-1 pb-4 sm:pl-8">{children()}</div> : null}
      </details>
    </li>
  );
}
