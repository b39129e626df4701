import type { Database } from '../../database/client.js';
import type { Work } from './work.js';

/**
 * Commits what attempts at runs have done, in one transaction.
 *
 * @returns for each in its place whether it counts; it does not where the run has ended, or another attempt at it has begun since.
 */
export async function commitWork(db: Database, work: readonly Work[]): Promise<boolean[]> {
  const outputs: string[] = [];
  // PostgreSQL's places count from 1.
  const keep = (output: string | null): number | null => (output === null ? null : outputs.push(output));
  const listed = <T extends object>(of: (item: Work) => readonly T[]): string =>
    JSON.stringify(work.flatMap((item, index) => of(item).map((entry) => ({ ...entry, place: index + 1 }))));

  const steps = listed(({ steps }) => steps.map((step) => ({ ...step, output: keep(step.output) })));
  const ends = listed(({ end }) => (end === null ? [] : [end.kind === 'COMPLETED' ? { ...end, output: keep(end.output) } : end]));
  const [row] = await db.$queryRaw<{ accepted: number[] }[]>`
    SELECT commit_function_work(${work.map(({ run }) => run)}::uuid[], ${work.map(({ attempt }) => attempt)}::int[], ${steps}::jsonb,
      ${listed(({ exposures }) => exposures)}::jsonb, ${listed(({ outcomes }) => outcomes)}::jsonb,
      ${listed(({ scores }) => scores)}::jsonb, ${ends}::jsonb, ${outputs}::text[]) AS accepted`;
  const accepted = new Set(row?.accepted);
  return work.map((_, index) => accepted.has(index + 1));
}
