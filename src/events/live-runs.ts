import type { Database } from '../database/client.js';
import { ExperimentChanges } from './experiment-changes.js';
import { ResultTails } from './result-tails.js';
import { RunProgress } from './run-progress.js';
import type { SignalSource } from './signals.js';

/** What a process tells its subscribers of runs and their experiments, wherever they are worked on. */
export interface LiveRuns {
  progress: RunProgress;
  results: ResultTails;
  experiments: ExperimentChanges;
  close(): void;
}

export function openLiveRuns(db: Database, signals: SignalSource): LiveRuns {
  const progress = new RunProgress(db, signals);
  const results = new ResultTails(db, signals);
  const experiments = new ExperimentChanges(db, signals);
  return {
    progress,
    results,
    experiments,
    close: () => {
      progress.close();
      results.close();
      experiments.close();
    },
  };
}
