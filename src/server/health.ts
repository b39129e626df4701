import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Services } from '../domain/scope.js';

const databaseTimeoutMs = 2_000;

/** Says that the process is alive, whatever state its database is in. */
export function answerHealth(response: ServerResponse): void {
  send(response, 200, { status: 'ok' });
}

/** Says whether requests are answered: 200 once the database answers a query, else 503. */
export async function answerReadiness({ db, log }: Services, response: ServerResponse, stopping: boolean): Promise<void> {
  if (stopping) return send(response, 503, { status: 'stopping' });
  try {
    const answered = await Promise.race([db.$queryRaw`SELECT 1`, delay(databaseTimeoutMs, null, { ref: false })]);
    send(response, answered ? 200 : 503, { status: answered ? 'ready' : 'the database does not answer' });
  } catch (error) {
    log.warn({ err: error }, 'The database does not answer');
    send(response, 503, { status: 'the database does not answer' });
  }
}

function send(response: ServerResponse, status: number, body: { status: string }): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
