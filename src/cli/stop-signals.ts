import { Interrupted } from './failures.js';

/** npm passes Ctrl-C on to a process that has had it from the terminal already: both mean one wish to stop. */
const sameWishMs = 2_000;

/** Listens for the wish to stop, by Ctrl-C or SIGTERM; a second wish ends the process at once. */
export class StopSignals implements Disposable {
  /** Resolves when it came. */
  readonly stopped: Promise<void>;
  private firstAt: number | null = null;
  private readonly listener: () => void;

  constructor() {
    const { promise, resolve } = deferred();
    this.stopped = promise;
    this.listener = () => {
      this.firstAt ??= Date.now();
      resolve();
      if (Date.now() - this.firstAt > sameWishMs) process.exit(130);
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, this.listener);
  }

  /** @throws Interrupted as soon as the wish came, and what was going on goes on unwatched. */
  async during<T>(work: Promise<T>): Promise<T> {
    const interrupted = this.stopped.then(() => {
      throw new Interrupted();
    });
    return Promise.race([work, interrupted]);
  }

  [Symbol.dispose](): void {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, this.listener);
  }
}

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
