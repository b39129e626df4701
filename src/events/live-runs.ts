import type { Database } from '../database/client.js';
import { ResultTails } from './result-tails.js';
import { RunProgress } from './run-progress.js';
import type { SignalSource } from './run-signals.js';

/** What a process tells its subscribers of runs, wherever they are worked on. */
export interface LiveRuns {
  progress: RunProgress;
  results: ResultTails;
  close(): void;
}

export function openLiveRuns(db: Database, signals: SignalSource): LiveRuns {
  const progress = new RunProgress(db, signals);
  const results = new ResultTails(db, signals);
  return {
    progress,
    results,
    close: () => {
      progress.close();
      results.close();
    },
  };
}
