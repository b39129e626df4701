import type { IncomingMessage } from 'node:http';

/** How the proxy before this server says that it was asked itself; of several proxies the first. Null where none says it. */
export function forwardedScheme({ headers }: IncomingMessage): 'http' | 'https' | null {
  const [first = ''] = String(headers['x-forwarded-proto'] ?? '').split(',');
  switch (first.trim().toLowerCase()) {
    // Some proxies say of a WebSocket that it is one.
    case 'https':
    case 'wss':
      return 'https';
    case 'http':
    case 'ws':
      return 'http';
    default:
      return null;
  }
}
