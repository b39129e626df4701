import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import type { Id } from '../ids.js';
import type { Secrets } from '../models/secrets.js';
import type { GuardedFetch } from '../models/guarded-fetch.js';

/** What one process has one of. */
export interface Services {
  config: Config;
  db: Database;
  secrets: Secrets;
  /** Goes only where outgoing requests may go. */
  fetch: GuardedFetch;
  log: Logger;
}

/** On whose behalf a domain function works: it reads and writes nothing outside this organization. */
export interface Scope extends Services {
  organizationId: Id<'organization'>;
}
