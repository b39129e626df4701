/** Whether a subscriber has left, for what waits on its behalf. An AbortSignal says the same at several times the cost of a wait. */
export class Leaving {
  private left = false;
  private readonly listeners = new Set<() => void>();

  get done(): boolean {
    return this.left;
  }

  /** Calls the listener once, when the subscriber leaves. @returns the function that takes it away. */
  on(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  leave(): void {
    if (this.left) return;
    this.left = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }
}

/**
 * An async iterable made by a generator that can be ended while it waits. A bare async generator's `return()` is only
 * heard at its next `yield`, so a subscriber who leaves while nothing happens would be kept, with its listeners, for ever.
 * The generator is told of it by a {@link Leaving}, which it passes to whatever it waits for.
 */
export function stream<T>(generate: (leaving: Leaving) => AsyncGenerator<T, void, void>): AsyncIterableIterator<T> {
  const leaving = new Leaving();
  const generator = generate(leaving);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => generator.next(),
    async return() {
      leaving.leave();
      return generator.return();
    },
    async throw(error) {
      leaving.leave();
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

  /** Resolves when the bell has rung more often than `count`, or the subscriber has left. */
  next(count: number, leaving: Leaving): Promise<void> {
    if (this.rung > count || leaving.done) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        forget();
        resolve();
      };
      const forget = leaving.on(() => {
        this.waiting = this.waiting.filter((other) => other !== wake);
        resolve();
      });
      this.waiting.push(wake);
    });
  }
}
