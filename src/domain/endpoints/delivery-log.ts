import type { Database, Delivery } from '../../database/client.js';
import type { Services } from '../scope.js';

/** How many rows are deleted in one statement. */
const mostForgottenAtOnce = 5_000;

const logs = new WeakMap<Database, DeliveryLog>();

/** Writes a row of the delivery log. Never rejects: what can't be written is a warning, since the request itself was made. */
export function logDelivery(services: Services, delivery: Delivery): Promise<void> {
  const log = logs.get(services.db) ?? new DeliveryLog(services);
  logs.set(services.db, log);
  return log.write(delivery);
}

/** Deletes the rows of the delivery log from before a moment, in batches. Other processes may do so too, each its own rows. */
export async function forgetDeliveries(db: Database, olderThan: Date): Promise<void> {
  for (let deleted = mostForgottenAtOnce; deleted === mostForgottenAtOnce; ) {
    deleted = await db.$executeRaw`
      DELETE FROM delivery WHERE id IN
        (SELECT id FROM delivery WHERE created_at < ${olderThan} ORDER BY created_at
          LIMIT ${mostForgottenAtOnce} FOR UPDATE SKIP LOCKED)`;
  }
}

/** Writes rows as they come; those that come while others are written go together. */
class DeliveryLog {
  private waiting: Delivery[] = [];
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(private readonly services: Services) {}

  write(delivery: Delivery): Promise<void> {
    this.waiting.push(delivery);
    this.next ??= this.writing.then(() => {
      const rows = this.waiting;
      this.waiting = [];
      this.next = null;
      this.writing = this.insert(rows);
      return this.writing;
    });
    return this.next;
  }

  private async insert(rows: Delivery[]): Promise<void> {
    const { db, log } = this.services;
    try {
      // One text for all rows costs a fraction of what Prisma's createMany does. An endpoint may be gone by now.
      await db.$executeRaw`
        INSERT INTO delivery (id, endpoint_id, purpose, result_id, message_id, attempt, status, error_type, error_message,
          duration_ms, response_head, created_at)
        SELECT given.* FROM json_to_recordset(${JSON.stringify(rows)}::json) AS given(id uuid, "endpointId" uuid,
          purpose delivery_purpose, "resultId" uuid, "messageId" text, attempt int, status int, "errorType" text,
          "errorMessage" text, "durationMs" int, "responseHead" text, "createdAt" timestamptz)
        JOIN endpoint ON endpoint.id = given."endpointId"`;
    } catch (err) {
      log.warn({ err, rows: rows.length }, 'requests to endpoints could not be logged');
    }
  }
}
