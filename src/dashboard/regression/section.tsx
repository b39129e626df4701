import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  /** Beside the title, such as a count. */
  mark?: ReactNode;
  children: ReactNode;
}

/** A part of the report with a heading of its own. */
export function Section({ title, mark, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 border-t border-line pt-4">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h3 id={id} className="text-sm font-semibold">
          {title}
        </h3>
        {mark}
      </div>
      {children}
    </section>
  );
}
