import { Bell, type Leaving } from './stream.js';

/**
 * What one subscriber has not been given yet: for each key the latest value alone, in the order in which the keys became
 * due. A slow subscriber so gets the latest state of everything, not a backlog.
 */
export class Latest<K, V> {
  private readonly pending = new Map<K, V>();
  private readonly bell = new Bell();
  private ending: { error?: unknown } | null = null;

  offer(key: K, value: V): void {
    this.pending.set(key, value);
    this.bell.ring();
  }

  /** No more is offered; what is pending is still given. */
  end(): void {
    this.finish({});
  }

  /** No more is offered; the subscriber is told the error after what is pending. */
  fail(error: unknown): void {
    this.finish({ error });
  }

  /** The values as they become due, until {@link end}, or the subscriber has left, or the one that `isLast` says is the last. */
  async *values(leaving: Leaving, isLast: (value: V) => boolean = () => false): AsyncGenerator<V, void, void> {
    while (!leaving.done) {
      const count = this.bell.count;
      const next = this.pending.entries().next();
      if (next.done) {
        if (this.ending && 'error' in this.ending) throw this.ending.error;
        if (this.ending) return;
        await this.bell.next(count, leaving);
        continue;
      }
      const [key, value] = next.value;
      this.pending.delete(key);
      yield value;
      if (isLast(value)) return;
    }
  }

  private finish(ending: { error?: unknown }): void {
    this.ending ??= ending;
    this.bell.ring();
  }
}
