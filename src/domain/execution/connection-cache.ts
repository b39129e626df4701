import { LRUCache } from 'lru-cache';
import type { Scope } from '../scope.js';

const maxAgeMs = 5_000;

/**
 * What calls need at the moment of dialling, with its secrets decrypted. It is read at most every few seconds, so that
 * thousands of calls don't each ask the database, and a changed key still holds soon in every process.
 */
export class ConnectionCache<C> {
  private readonly entries = new LRUCache<string, Promise<C | null>>({ max: 1_000, ttl: maxAgeMs });
  private readonly load: (scope: Scope, id: string) => Promise<C | null>;

  /** @param load reads one within the scope's organization. */
  constructor(load: (scope: Scope, id: string) => Promise<C | null>) {
    this.load = load;
  }

  get(scope: Scope, id: string): Promise<C | null> {
    const key = keyOf(scope, id);
    const cached = this.entries.get(key);
    if (cached) return cached;
    const loading = this.load(scope, id);
    this.entries.set(key, loading);
    // The caller sees the rejection; the next one asks again.
    loading.catch(() => this.entries.delete(key));
    return loading;
  }

  /** Has the next call of this process read again. */
  forget(scope: Scope, id: string): void {
    this.entries.delete(keyOf(scope, id));
  }
}

function keyOf(scope: Scope, id: string): string {
  return `${scope.organizationId}/${id}`;
}
