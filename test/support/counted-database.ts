import { type Database, openDatabase } from '../../src/database/client.js';
import { Bell, Leaving } from '../../src/events/stream.js';

const never = new Leaving();

/** A process's own way to the database, over one connection: its statements are issued one after the other. */
export interface CountedDatabase {
  db: Database;
  /**
   * The statements issued since the last call, once no more follow: whoever goes on reading after a statement does so
   * within the time of the next.
   */
  takeStatements(): Promise<string[]>;
}

export function openCountedDatabase(url: string): CountedDatabase {
  const statements: string[] = [];
  const told = new Bell();
  let markers = 0;
  const onStatement = (sql: string): void => {
    statements.push(sql);
    told.ring();
  };
  const db = openDatabase({ url, connections: 1, onStatement });

  /** A statement may be told of a moment after its result. */
  async function statementsBefore(marker: string): Promise<string[]> {
    await db.$queryRawUnsafe(marker);
    while (!statements.includes(marker)) await told.next(told.count, never);
    return statements.splice(0, statements.indexOf(marker) + 1).slice(0, -1);
  }

  return {
    db,
    takeStatements: async () => {
      const taken: string[] = [];
      for (let more = true; more; ) {
        const issued = await statementsBefore(`SELECT 'marker ${++markers}'`);
        more = issued.length > 0;
        taken.push(...issued);
      }
      return taken;
    },
  };
}

/** How many of the statements read each table. */
export function countByTable(statements: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const sql of statements) {
    const table = /\bFROM "public"\."(\w+)"/.exec(sql)?.[1];
    if (table) counts[table] = (counts[table] ?? 0) + 1;
  }
  return counts;
}
