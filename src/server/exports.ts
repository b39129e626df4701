import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { comparisonSheet } from '../domain/export/comparison.js';
import { regressionSheet } from '../domain/export/regression.js';
import { resultsSheet } from '../domain/export/results.js';
import { type Sheet, type SheetFormat, writeSheet } from '../domain/export/sheet.js';
import type { Scope } from '../domain/scope.js';
import { ConflictError, type Failure, ForbiddenError, isFailure, NotFoundError } from '../failures.js';
import { credentialOf, howToAuthenticate, identify, whyRefused } from './credentials.js';
import { type ExportRequest, readExportRequest } from './export-request.js';
import type { GraphQLOptions } from './graphql-http.js';

const mediaTypes: Record<SheetFormat, string> = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/x-ndjson' };

/**
 * Answers `GET /exports/…`: writes a sheet as it is read, no faster than the client takes it, and stops reading when the
 * client goes, or when its credential counts no longer. What goes wrong after the beginning breaks the connection off, so that half a file does not pass for a whole one.
 */
export async function answerExport(
  { services, createContext, connections, mask }: GraphQLOptions,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  if (request.method !== 'GET') {
    response.setHeader('allow', 'GET');
    return refuse(response, 405, 'METHOD_NOT_ALLOWED', 'An export is asked for with GET.');
  }
  let forget = (): void => undefined;
  try {
    const credential = credentialOf(request);
    if (credential?.kind === 'session' && !isAskedForHere(request))
      return refuse(
        response,
        403,
        'CROSS_SITE',
        `A signed-in session counts only for this server's own pages. ${howToAuthenticate}`,
      );
    const identity = credential && (await identify(services, credential));
    if (!identity) {
      const what = credential === null ? 'This needs an API key.' : whyRefused[credential.kind];
      response.setHeader('www-authenticate', 'Bearer');
      return refuse(response, 401, 'UNAUTHENTICATED', `${what} ${howToAuthenticate}`);
    }
    // A server that goes lets it finish, as any request under way.
    forget = connections.add({
      credential,
      end: (reason) => {
        if (reason === 'refused') response.destroy();
      },
    });
    const asked = readExportRequest(url);
    if (isFailure(asked)) return refuse(response, statusOf(asked), asked.code, asked.message);
    const sheet = await openSheet(createContext(identity).scope, asked);
    if (isFailure(sheet)) return refuse(response, statusOf(sheet), sheet.code, sheet.message);
    response.writeHead(200, {
      'content-type': mediaTypes[asked.format],
      'content-disposition': `attachment; filename="${sheet.name}.${asked.format}"`,
    });
    await pipeline(writeSheet(sheet, asked.format), response);
  } catch (error) {
    if (isBrokenOff(error))
      return services.log.debug({ path: url.pathname }, 'A client left before its export was complete, or was refused the rest');
    const { message } = mask(error);
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'INTERNAL_SERVER_ERROR', message);
  } finally {
    forget();
  }
}

/** Whether the connection ended before the answer did, and nothing else went wrong. */
function isBrokenOff(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ERR_STREAM_UNABLE_TO_PIPE' || code === 'ABORT_ERR';
}

function openSheet(scope: Scope, request: ExportRequest): Promise<Sheet | Failure> {
  switch (request.kind) {
    case 'results':
      return resultsSheet(scope, request.runId);
    case 'comparison':
      return comparisonSheet(scope, request.experimentId, request.runIds);
    case 'regression':
      return regressionSheet(scope, request.runId, request);
  }
}

/**
 * Whether the browser says that a page of this server, or its user, asks (Fetch Metadata). One that says nothing keeps the
 * cookie, which is SameSite=Strict, from other sites all the same, and the answer from their scripts.
 */
function isAskedForHere(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

function statusOf(failure: Failure): number {
  if (failure instanceof NotFoundError) return 404;
  if (failure instanceof ConflictError) return 409;
  return failure instanceof ForbiddenError ? 403 : 400;
}

/** Says what was wrong in the form of GraphQL's errors, which clients of the API know. */
function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(`${JSON.stringify({ errors: [{ message, extensions: { code } }] })}\n`);
}
