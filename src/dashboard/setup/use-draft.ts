import { useState } from 'react';

/** What changes in a draft. What comes of an `await` is told as a function: it goes by the draft of then, not that of its render. */
export type DraftChange<Draft> = Partial<Draft> | ((draft: Draft) => Partial<Draft>);

/** What stands in a form while it is being written, and what changes it. */
export function useDraft<Draft extends object>(initial: () => Draft): [Draft, (change: DraftChange<Draft>) => void] {
  const [draft, setDraft] = useState(initial);
  return [draft, (change) => setDraft((former) => ({ ...former, ...(typeof change === 'function' ? change(former) : change) }))];
}
