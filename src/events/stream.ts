/**
 * An async iterable made by a generator that can be ended while it waits. A bare async generator's `return()` is only
 * heard at its next `yield`, so a subscriber who leaves while nothing happens would be kept, with its listeners, for ever.
 * The generator is given a signal that aborts on `return()`, and passes it to whatever it waits for.
 */
export function stream<T>(generate: (signal: AbortSignal) => AsyncGenerator<T, void, void>): AsyncIterableIterator<T> {
  const left = new AbortController();
  const generator = generate(left.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => generator.next(),
    async return() {
      left.abort();
      return generator.return();
    },
    async throw(error) {
      left.abort();
      return generator.throw(error);
    },
  };
}

/** Wakes everyone who waits. What has happened is theirs to look up, so a wake-up that finds nobody is not lost. */
export class Bell {
  private waiting: (() => void)[] = [];
  private rung = 0;

  /** How often it rang; pass it to {@link next} to hear of whatever rings after this look. */
  get count(): number {
    return this.rung;
  }

  ring(): void {
    this.rung += 1;
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }

  /** Resolves when the bell has rung more often than `count`, or the signal aborts. */
  next(count: number, signal: AbortSignal): Promise<void> {
    if (this.rung > count || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.waiting = this.waiting.filter((other) => other !== wake);
        resolve();
      };
      this.waiting.push(wake);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
