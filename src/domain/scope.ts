import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import type { Id } from '../ids.js';
import type { Secrets } from '../models/secrets.js';
import type { GuardedFetch } from '../models/guarded-fetch.js';
import type { RunVectors } from './comparison/run-vectors.js';

/** What one process has one of. */
export interface Services {
  config: Config;
  db: Database;
  secrets: Secrets;
  /** Goes only where outgoing requests may go. */
  fetch: GuardedFetch;
  log: Logger;
  /** The results of runs in arrays, for whatever looks at all of them. */
  vectors: RunVectors;
}

/** On whose behalf a domain function works: it reads and writes nothing outside this organization. */
export interface Scope extends Services {
  organizationId: Id<'organization'>;
  /**
   * Set for the guest of a share link: the one experiment that may be read, with its runs and what they ran. Null for keys,
   * and for what the deployment does by itself.
   */
  onlyExperiment: Id<'experiment'> | null;
}
