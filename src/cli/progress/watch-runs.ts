import { type Client, unwrap } from '../../sdk/client.js';
import type { RunState } from '../run-summary.js';
import type { ProgressView } from './progress-view.js';

/** Shows how the runs go until all of them have ended. @returns them as they ended, in the order given. */
export async function watchRuns(client: Client, started: readonly RunState[], view: ProgressView): Promise<RunState[]> {
  const states = new Map(started.map((run) => [run.id, run]));
  const tell = (run: RunState): void => {
    states.set(run.id, run);
    view.show([...states.values()]);
  };
  view.show(started);
  try {
    await Promise.all(
      started.map(async ({ id }) => {
        for await (const run of client.runProgress({ runId: id })) tell(run);
        // The last event can come before the end of a run whose server was replaced.
        tell(unwrap(await client.run({ id })));
      }),
    );
  } finally {
    view.end();
  }
  return [...states.values()];
}
