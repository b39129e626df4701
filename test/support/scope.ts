import { pino } from 'pino';
import { readConfig } from '../../src/config.js';
import { RunVectors } from '../../src/domain/comparison/run-vectors.js';
import type { Scope } from '../../src/domain/scope.js';
import { Secrets } from '../../src/models/secrets.js';
import type { TestDatabase } from './database.js';

// Deriving its key takes some 50 ms, and every scope can share it.
const secrets = new Secrets('a secret for tests alone');

/** The scope of a new organization of its own: two scopes on one database are two tenants. */
export async function testScope(database: TestDatabase, overrides: Partial<Scope> = {}): Promise<Scope> {
  const organization = await database.db.organization.create({ data: { name: 'test' } });
  return {
    organizationId: organization.id,
    onlyExperiment: null,
    config: readConfig({}),
    db: database.db,
    secrets,
    fetch: globalThis.fetch,
    log: pino({ level: 'silent' }),
    vectors: new RunVectors(database.db),
    ...overrides,
  };
}
