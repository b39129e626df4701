import type { ReactNode } from 'react';

interface FactsProps {
  /** What each is called, and what it is; null leaves one out. */
  facts: (readonly [term: string, value: ReactNode] | null)[];
}

/** A few figures about one thing, each below its name. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-x-4 gap-y-3 text-sm">
      {facts
        .filter((fact) => fact !== null)
        .map(([term, value]) => (
          <div key={term} className="min-w-0">
            <dt className="text-xs text-muted">{term}</dt>
            <dd className="mt-0.5 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
