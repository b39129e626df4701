import { expect } from 'vitest';
import type { Database } from '../../src/database/client.js';

/** What a mutation of the API gives: what it made, or an error with these fields. */
interface Answer {
  __typename: string;
  code?: string;
  message?: string;
  field?: string | null;
  line?: number | null;
}

/**
 * The error that a mutation gave, its ids without what differs from run to run; fails where it gave none, or where any table
 * has more or fewer rows than before.
 */
export async function refusal(db: Database, mutate: () => Promise<Answer | null>): Promise<Answer> {
  const before = await rowCounts(db);
  const answer = await mutate();
  expect(await rowCounts(db)).toEqual(before);
  const { __typename, code, message, field, line } = answer ?? { __typename: 'null' };
  expect(__typename).toMatch(/Error$/);
  const places = { ...(field ? { field } : {}), ...(line ? { line } : {}) };
  return { __typename, code, message: message?.replace(/\b([a-z]{3})_[0-9a-hjkmnp-tv-z]{26}\b/g, '$1_…'), ...places };
}

/** How many rows each of the product's tables has, but for what workers pack of ended runs by themselves. */
async function rowCounts(db: Database): Promise<Record<string, number>> {
  const tables = await db.$queryRaw<
    { name: string }[]
  >`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'run_vector'`;
  const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM public."${name}"`);
  const counted = await db.$queryRawUnsafe<{ name: string; rows: number }[]>(counts.join(' UNION ALL '));
  return Object.fromEntries(counted.map(({ name, rows }) => [name, rows]));
}
