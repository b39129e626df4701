import { PrismaPg } from '@prisma/adapter-pg';
import type { Json } from '../json.js';
import { Prisma, PrismaClient } from './generated/client.js';

export * from './generated/client.js';

/** The one client of the database. */
export type Database = PrismaClient;
/** The client inside a transaction, or the one outside. */
export type Transaction = Prisma.TransactionClient;

export interface DatabaseOptions {
  url: string;
  /** The most connections the pool opens. */
  connections: number;
  /** Called with every statement issued, for tests that count them. */
  onStatement?: (sql: string) => void;
}

/** Opens the database. It connects with its first statement. */
export function openDatabase({ url, connections, onStatement }: DatabaseOptions): Database {
  const adapter = new PrismaPg({ connectionString: url, max: connections, idleTimeoutMillis: 30_000 });
  if (!onStatement) return new PrismaClient({ adapter });
  const client = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  client.$on('query', (event) => onStatement(event.query));
  return client;
}

/** A JSON value as Prisma takes it: JSON's null is told apart from the column's. */
export function jsonColumn(value: Json): Prisma.InputJsonValue | typeof Prisma.JsonNull {
  return value === null ? Prisma.JsonNull : value;
}
