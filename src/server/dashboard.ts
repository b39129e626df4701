import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { packageRoot } from '../package-root.js';

/** Where `npm run build` puts the dashboard. */
export const builtDashboard = fileURLToPath(new URL('dist/dashboard', packageRoot));

/** Answers a request for what is at a path: the dashboard's files, and for its own addresses its page. */
export type Dashboard = (request: IncomingMessage, response: ServerResponse, pathname: string) => void;

/** Scripts and styles of this server, requests to it, and nothing else: no inline script, no frame around it, no form that leaves. */
const policy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/**
 * Serves the folder that the dashboard was built to. What is no file there is the page where a browser goes to it, since the
 * page's own router knows whether it is an address of the dashboard; to everybody else nothing is there.
 */
export function createDashboard(folder: string): Dashboard {
  // `dev` means that files are looked for when they are asked for, rather than listed now: they may be built anew under a running
  // server, by `npm run demo` beside `npm start`, and what was listed then has other sizes or is gone.
  const files = sirv(folder, { dev: true, etag: true, gzip: true, setHeaders });
  return (request, response, pathname) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, nothingHere);
    // Of no use for such files, and what is no range would be answered with half of one.
    delete request.headers.range;
    response.once('pipe', (file: Readable) => {
      // One that goes away between being found and being read must not end the process, nor one stay open whose reader left.
      file.once('error', () => response.destroy());
      response.once('close', () => file.destroy());
    });
    request.url = pathname;
    files(request, response, () => {
      if (pathname !== '/' && !isGoneToByBrowser(request)) return say(response, nothingHere);
      request.url = '/';
      files(request, response, () => say(response, notBuilt));
    });
  };
}

/** The names of assets have a hash of what is in them. */
function setHeaders(response: ServerResponse, pathname: string): void {
  const isAsset = pathname.startsWith('/assets/');
  response
    .setHeader('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache')
    .setHeader('content-security-policy', policy)
    .setHeader('referrer-policy', 'no-referrer')
    .setHeader('cross-origin-opener-policy', 'same-origin');
}

/** Browsers ask for a page by its type; programs ask for anything, and are told where the API is. */
function isGoneToByBrowser(request: IncomingMessage): boolean {
  return request.headers.accept?.includes('text/html') === true;
}

const nothingHere = 'Nothing is here. GraphQL is at /graphql.';
const notBuilt = 'The dashboard is not built. Run `npm run build`. GraphQL is at /graphql.';

function say(response: ServerResponse, text: string): void {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
