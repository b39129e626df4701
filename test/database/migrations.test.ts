import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigrations } from '../../src/database/migrations.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('five processes that start at once apply each migration once', async () => {
  await database.db.$executeRawUnsafe('DROP SCHEMA public CASCADE');
  await database.db.$executeRawUnsafe('CREATE SCHEMA public');

  const applied = await Promise.all(Array.from({ length: 5 }, () => applyMigrations(database.url)));

  expect(applied.flat()).toEqual((await readdir('prisma/migrations')).sort());
  expect(await database.db.run.count()).toBe(0);
});

test('a migration that was changed after it was applied is refused', async () => {
  await database.db.$executeRawUnsafe(`UPDATE "_prisma_migrations" SET checksum = 'another'`);
  await expect(applyMigrations(database.url)).rejects.toThrow(/was changed after it had been applied/);
});
