import { useState } from 'react';

/** Those who start runs wait for them. */
export interface OwnStarts {
  /** Whether an answer is awaited. */
  isPending: boolean;
  /** The runs of the last start that was answered. */
  runIds: readonly string[];
  /** Follows a start that was asked for here. @returns what came of it; null where it was refused. */
  follow<Started extends { runs: readonly { id: string }[] }>(start: Promise<Started | null>): Promise<Started | null>;
}

/** The starts that are asked for on a page. */
export function useOwnStarts(): OwnStarts {
  const [pending, setPending] = useState(0);
  const [runIds, setRunIds] = useState<readonly string[]>([]);
  return {
    isPending: pending > 0,
    runIds,
    async follow(start) {
      setPending((count) => count + 1);
      const started = await start;
      if (started) setRunIds(started.runs.map(({ id }) => id));
      setPending((count) => count - 1);
      return started;
    },
  };
}
