import type { ExperimentStage } from './generated.js';

/** What an experiment lets anybody do, by how far it has come. */
export interface Allowed {
  /** To start and change runs, variants and evaluators. */
  change: boolean;
  /** To mark baseline runs. */
  mark: boolean;
}

export function allowedIn(stage: ExperimentStage): Allowed {
  return { change: stage !== 'COMPLETED' && stage !== 'ARCHIVED', mark: stage !== 'ARCHIVED' };
}
