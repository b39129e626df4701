import type { Id, Noun } from '../ids.js';
import { pause } from './pause.js';
import type { ManySignal } from './signals.js';
import { Bell, type Leaving, stream } from './stream.js';
import { throughOutages } from './through-outages.js';

/** How things of one kind are followed. */
export interface ChangesOptions<N extends Noun, Row> {
  /** Subscribes to what tells that they have changed; gives the function that ends that. */
  listen(listener: (signal: ManySignal<N> | null) => void): () => void;
  /** Null for what is gone. */
  read(id: Id<N>): Promise<Row | null>;
  /** Whether nothing more comes of it. */
  hasEnded(row: Row): boolean;
  /** The least time from one state to the next, in milliseconds. */
  intervalMs: number;
  /** After a state that took its reader long, so many times as long passes to the next. */
  restFactor: number;
}

/** Things of one kind as they change: each as it is, then after every change. Changes that come close together are told as one. */
export class Changes<N extends Noun, Row> {
  private readonly watched = new Map<Id<N>, { bell: Bell; watchers: number }>();
  /** Those of whoever watches. */
  private readonly leavings = new Set<Leaving>();
  private readonly unsubscribe: () => void;
  private closed = false;

  constructor(private readonly options: ChangesOptions<N, Row>) {
    this.unsubscribe = options.listen((signal) => {
      if (signal) for (const id of signal.ids) this.watched.get(id)?.bell.ring();
      else this.ringAll();
    });
  }

  /** The state now, then after every change; ends when nothing more comes of it, or it is gone. */
  of(id: Id<N>): AsyncIterableIterator<Row> {
    return stream((leaving) => this.watch(id, leaving));
  }

  close(): void {
    this.closed = true;
    this.unsubscribe();
    // Whoever waits for a signal, or for time to pass, waits no longer.
    for (const leaving of this.leavings) leaving.leave();
  }

  private async *watch(id: Id<N>, leaving: Leaving): AsyncGenerator<Row, void, void> {
    const { read, hasEnded, intervalMs, restFactor } = this.options;
    const watched = this.watched.get(id) ?? { bell: new Bell(), watchers: 0 };
    this.watched.set(id, watched);
    watched.watchers += 1;
    this.leavings.add(leaving);
    try {
      while (!leaving.done && !this.closed) {
        // Counted before it is read: what rings from here on, also while the reader is at work, is looked at after it.
        const { count } = watched.bell;
        const begun = performance.now();
        const row = await throughOutages(() => read(id), leaving);
        if (row === null) return;
        yield row;
        if (hasEnded(row)) return;
        const tookMs = performance.now() - begun;
        await pause(Math.max(intervalMs - tookMs, restFactor * tookMs), leaving);
        await watched.bell.next(count, leaving);
      }
    } finally {
      this.leavings.delete(leaving);
      watched.watchers -= 1;
      if (watched.watchers === 0) this.watched.delete(id);
    }
  }

  private ringAll(): void {
    for (const { bell } of this.watched.values()) bell.ring();
  }
}
