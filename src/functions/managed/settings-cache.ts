import type { LiveSettings } from './snapshot.js';

/** Reads what was set in the graph: a database, or an API. */
export interface ManagedSource {
  /**
   * @param names of live experiments.
   * @param signal aborts when nobody waits for the answer any more.
   * @returns the settings by name, without those of which nothing was set.
   */
  read(names: string[], signal: AbortSignal): Promise<Map<string, LiveSettings>>;
}

const freshMs = 10_000;
const readLimitMs = 5_000;
const firstBackOffMs = 1_000;
const longestBackOffMs = 60_000;

interface Entry {
  /** What was read last, however long ago; null before anything was, and where nothing was set. */
  readonly settings: LiveSettings | null;
  /** From when on asking for it has it read again, by the process's clock. */
  readonly dueAt: number;
  /** In a row, up to now. */
  readonly failures: number;
  /** Settles when the reading under way has ended, well or not; null between readings. */
  readonly reading: Promise<void> | null;
  /** Or tried to. */
  readonly wasRead: boolean;
  /** It was changed while it was read: what is read may be from before. */
  readonly isOutdated: boolean;
}

const unread: Entry = {
  settings: null,
  dueAt: Number.NEGATIVE_INFINITY,
  failures: 0,
  reading: null,
  wasRead: false,
  isOutdated: false,
};

/**
 * What is known of live experiments' settings without waiting. Whoever asks gets what was read last, at once; when that is old, asking
 * also has it read anew in the background, once for all who ask. While the source is away, what was read last counts, and the
 * source is asked ever less often.
 */
export class SettingsCache {
  private readonly entries = new Map<string, Entry>();
  private readonly source: ManagedSource;

  constructor(source: ManagedSource) {
    this.source = source;
  }

  /** What was read last; null before anything was, or where nothing was set. */
  get(name: string): LiveSettings | null {
    const entry = this.entryOf(name);
    if (!entry.reading && entry.dueAt <= performance.now()) this.read([name]);
    return entry.settings;
  }

  /** Resolves when the settings were read for the first time, or could not be. */
  async ready(name: string): Promise<void> {
    this.get(name);
    const entry = this.entryOf(name);
    if (!entry.wasRead) await entry.reading;
  }

  /** Has the settings that anybody asked for read at once: someone changed them. */
  invalidate(names: readonly string[] | 'all'): void {
    const asked = names === 'all' ? [...this.entries.keys()] : names.filter((name) => this.entries.has(name));
    for (const name of asked) this.entries.set(name, { ...this.entryOf(name), isOutdated: true });
    const idle = asked.filter((name) => !this.entryOf(name).reading);
    if (idle.length > 0) this.read(idle);
  }

  private entryOf(name: string): Entry {
    const entry = this.entries.get(name) ?? unread;
    this.entries.set(name, entry);
    return entry;
  }

  private read(names: string[]): void {
    const reading = this.readInTime(names).then((settings) => {
      for (const name of names) {
        const entry = this.entryOf(name);
        this.entries.set(name, settings ? kept(entry, settings.get(name) ?? null) : backedOff(entry));
      }
      const outdated = names.filter((name) => this.entryOf(name).isOutdated);
      if (outdated.length > 0) this.read(outdated);
    });
    for (const name of names) this.entries.set(name, { ...this.entryOf(name), reading, isOutdated: false });
  }

  /** Null where the source failed, or took too long. */
  private async readInTime(names: string[]): Promise<Map<string, LiveSettings> | null> {
    const limit = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        limit.abort();
        resolve(null);
      }, readLimitMs).unref();
    });
    try {
      return await Promise.race([this.source.read(names, limit.signal), timeUp]);
    } catch {
      // An API that is away is no news to the handler that asks: it goes on with what is known.
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}

function kept(entry: Entry, settings: LiveSettings | null): Entry {
  return { ...entry, settings, failures: 0, reading: null, wasRead: true, dueAt: performance.now() + freshMs };
}

function backedOff(entry: Entry): Entry {
  const failures = entry.failures + 1;
  const waitMs = Math.min(firstBackOffMs * 2 ** (failures - 1), longestBackOffMs);
  return { ...entry, failures, reading: null, wasRead: true, dueAt: performance.now() + waitMs };
}
