import { setTimeout as delay } from 'node:timers/promises';

/** What the driver adapter calls a server that is not there or went away. */
const outageKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
]);
/** Prisma's codes for the same, of the socket, and SQLSTATE: connection exceptions (08), shutdown and start-up (57P), too many connections (53300). */
const outageCodes = /^(P1001|P1002|P1008|P1017|P2024|P2037|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|NOTFOUND)|08...|57P0.|53300)$/;
/** The driver gives these without a code. */
const outageMessages = /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/;

/**
 * Whether an error of the database says that the server could not be reached or went away, so that the same statement may
 * succeed later. Errors of the statement itself, which would come again, are not outages.
 */
export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const fields = error as {
    code?: unknown;
    originalCode?: unknown;
    kind?: unknown;
    message?: unknown;
    cause?: unknown;
    meta?: unknown;
  };
  return (
    outageKinds.has(String(fields.kind)) ||
    outageCodes.test(String(fields.code)) ||
    outageCodes.test(String(fields.originalCode)) ||
    outageMessages.test(String(fields.message)) ||
    isOutage(fields.cause, depth + 1) ||
    isOutage((fields.meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError, depth + 1)
  );
}

const delaysMs = [100, 200, 500, 1000, 2000];

/**
 * Does what needs the database, and does it again for as long as the database is away.
 *
 * @param hear is told each time, with how often it failed before.
 * @throws what is no outage, and would come again.
 */
export async function untilNoOutage<T>(work: () => Promise<T>, hear: (failures: number) => void): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error)) throw error;
      hear(failures);
      await delay(delaysMs[Math.min(failures, delaysMs.length - 1)]);
    }
  }
}
