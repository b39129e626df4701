import { useState } from 'react';
import { type Problem, useCommand } from '../graph/use-command.js';
import {
  CancelRunDocument,
  ClearBaselineDocument,
  MarkBaselineDocument,
  RetryFailedItemsDocument,
  type RunEntryFragment,
  StartRunsDocument,
} from './generated.js';
import type { OwnStarts } from './use-own-starts.js';

/** What can be done with a run: to mark it as its variant’s baseline or take the mark away, to end it, to try its failed items once more, or to run its variant again. */
export type RunCommand = 'mark' | 'clear' | 'cancel' | 'retry' | 'repeat';

export interface RunCommands {
  /** Does it. */
  give(command: RunCommand, run: RunEntryFragment): void;
  /** What is under way. */
  busy: { command: RunCommand; runId: string } | null;
  /** Why the last one was not done. */
  problem: Problem | null;
}

/** The commands of a list of runs: one at a time, and one place for what is wrong with it. */
export function useRunCommands(experimentId: string, own: OwnStarts): RunCommands {
  const mark = useCommand(MarkBaselineDocument);
  const clear = useCommand(ClearBaselineDocument);
  const cancel = useCommand(CancelRunDocument);
  const retry = useCommand(RetryFailedItemsDocument);
  const start = useCommand(StartRunsDocument);
  const all = [mark, clear, cancel, retry, start];
  const [given, setGiven] = useState<RunCommands['busy']>(null);
  return {
    give(command, run) {
      for (const { dismiss } of all) dismiss();
      setGiven({ command, runId: run.id });
      switch (command) {
        case 'mark':
          return void mark.run({ runId: run.id });
        case 'clear':
          return void clear.run({ runId: run.id });
        case 'cancel':
          return void cancel.run({ id: run.id });
        case 'retry':
          return void retry.run({ runId: run.id });
        case 'repeat': {
          // As before, so that the two can be held against each other.
          const { trials, concurrency, variant } = run;
          return void own.follow(start.run({ input: { experimentId, variantId: variant.id, trials, concurrency } }));
        }
      }
    },
    busy: all.some(({ busy }) => busy) ? given : null,
    problem: all.find(({ problem }) => problem)?.problem ?? null,
  };
}
