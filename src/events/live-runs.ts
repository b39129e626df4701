import type { Database } from '../database/client.js';
import { ExperimentChanges } from './experiment-changes.js';
import { ExperimentLists } from './experiment-lists.js';
import { type FunctionProgress, openFunctionProgress } from './function-progress.js';
import { type ListChanges, openListChanges } from './list-changes.js';
import { type LiveChanges, openLiveChanges } from './live-changes.js';
import { ResultTails } from './result-tails.js';
import { RunProgress } from './run-progress.js';
import type { SignalSource } from './signals.js';

/** What a process tells its subscribers of runs and their experiments, wherever they are worked on. */
export interface LiveRuns {
  progress: RunProgress;
  results: ResultTails;
  experiments: ExperimentChanges;
  experimentLists: ExperimentLists;
  functionRuns: FunctionProgress;
  functionRunLists: ListChanges;
  liveExperiments: LiveChanges;
  liveExperimentLists: ListChanges;
  close(): void;
}

export function openLiveRuns(db: Database, signals: SignalSource): LiveRuns {
  const sources = {
    progress: new RunProgress(db, signals),
    results: new ResultTails(db, signals),
    experiments: new ExperimentChanges(db, signals),
    experimentLists: new ExperimentLists(db, signals),
    functionRuns: openFunctionProgress(db, signals),
    functionRunLists: openListChanges(signals, 'functionRun'),
    liveExperiments: openLiveChanges(db, signals),
    liveExperimentLists: openListChanges(signals, 'liveExperiment'),
  };
  return {
    ...sources,
    close: () => {
      for (const source of Object.values(sources)) source.close();
    },
  };
}
