/**
 * What one subscriber has not been given yet: for each key the latest value alone, in the order in which the keys became
 * due. A slow subscriber so gets the latest state of everything, not a backlog. Written without a generator: thousands of
 * subscribers of one run wait in it, and what is offered while one waits goes straight to it.
 */
export class Latest<K, V> implements AsyncIterableIterator<V> {
  private readonly pending = new Map<K, V>();
  private readonly waiting: { resolve: (next: IteratorResult<V>) => void; reject: (error: unknown) => void }[] = [];
  private ending: { error?: unknown } | null = null;
  private take: ((value: V) => boolean) | null = null;

  /** @param onLeave is called when the subscriber leaves before the end. */
  constructor(private readonly onLeave: () => void = () => undefined) {}

  offer(key: K, value: V): void {
    if (this.ending) return;
    if (this.waiting.length > 0 && this.take?.(value)) return;
    const waiting = this.waiting.shift();
    if (waiting) waiting.resolve({ value, done: false });
    else this.pending.set(key, value);
  }

  /** What comes while the subscriber waits is offered to `take` first, and is done with where that returns true. */
  takeFirst(take: (value: V) => boolean): void {
    this.take = take;
  }

  /** No more is offered; what is pending is still given. */
  end(): void {
    this.finish({});
  }

  /** No more is offered; the subscriber is told the error after what is pending. */
  fail(error: unknown): void {
    this.finish({ error });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<V>> {
    const due = this.pending.entries().next();
    if (!due.done) {
      const [key, value] = due.value;
      this.pending.delete(key);
      return Promise.resolve({ value, done: false });
    }
    if (this.ending) return this.giveEnding(this.ending);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<V>> {
    this.pending.clear();
    if (!this.ending) this.onLeave();
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  private finish(ending: { error?: unknown }): void {
    if (this.ending) return;
    this.ending = ending;
    for (const { resolve, reject } of this.waiting.splice(0)) this.giveEnding(ending).then(resolve, reject);
  }

  /** An error is told once; after it, as after any end, there is nothing. */
  private giveEnding(ending: { error?: unknown }): Promise<IteratorResult<V>> {
    if (!('error' in ending)) return Promise.resolve({ value: undefined, done: true });
    this.ending = {};
    return Promise.reject(ending.error);
  }
}
