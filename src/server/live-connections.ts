import type { Credential } from './credentials.js';

/** A connection over which a subscription or an export runs for as long as it may. */
export interface LiveConnection {
  credential: Credential;
  /** Ends it, saying why; its client may come back. */
  end(reason: 'going-away' | 'refused'): void;
}

/** The connections that outlive a request: what has to be ended when the server goes, or the key that opened them is revoked. */
export class LiveConnections {
  private readonly connections = new Set<LiveConnection>();

  /** @returns what to call when the connection has ended. */
  add(connection: LiveConnection): () => void {
    this.connections.add(connection);
    return () => this.connections.delete(connection);
  }

  endAll(): void {
    for (const connection of this.connections) connection.end('going-away');
  }

  /** Ends those whose credential counts no longer; each credential is asked about once. */
  async endRefused(counts: (credential: Credential) => Promise<boolean>): Promise<void> {
    const answers = new Map<string, Promise<boolean>>();
    for (const connection of this.connections) {
      const key = JSON.stringify(connection.credential);
      const answer = answers.get(key) ?? counts(connection.credential);
      answers.set(key, answer);
      if (!(await answer)) connection.end('refused');
    }
  }
}
