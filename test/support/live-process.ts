import { pino } from 'pino';
import { type LiveRuns, openLiveRuns } from '../../src/events/live-runs.js';
import { type RunSignal, DatabaseSignals } from '../../src/events/signals.js';
import { type CountedDatabase, openCountedDatabase } from './counted-database.js';

/** What another process has that tells of runs and works on none: connections and subscribers of its own. */
export interface LiveProcess extends CountedDatabase {
  live: LiveRuns;
  /** Resolves with the first signal from here on that fits, once everyone has heard it. */
  heard(fits: (signal: RunSignal | null) => boolean): Promise<void>;
  close(): Promise<void>;
}

export async function startLiveProcess(url: string): Promise<LiveProcess> {
  const { db, takeStatements } = openCountedDatabase(url);
  const signals = await DatabaseSignals.open(url, pino({ level: 'silent' }));
  const live = openLiveRuns(db, signals);
  return {
    db,
    live,
    takeStatements,
    heard: (fits) =>
      new Promise((resolve) => {
        const leave = signals.subscribe('run', (signal) => {
          if (!fits(signal)) return;
          leave();
          resolve();
        });
      }),
    close: async () => {
      live.close();
      await signals.close();
      await db.$disconnect();
    },
  };
}
