import { Empty } from '../parts/states.js';
import type { RunStatus } from './generated.js';

/** Why a run has no report, and what would give it one. */
export function NoReport({ status, baseline }: { status: RunStatus; baseline: boolean }) {
  if (status === 'PENDING' || status === 'RUNNING')
    return <Empty title="The run is still under way">Its report is there once it has completed.</Empty>;
  if (status !== 'COMPLETED')
    return <Empty title="The run did not complete">Run the variant again: a run that completes is compared.</Empty>;
  if (baseline)
    return (
      <Empty title="This is the marked baseline">
        The variant’s other runs are compared with it. To compare it with one of them, choose a baseline run above.
      </Empty>
    );
  return (
    <Empty title="No prior run">
      The variant has no completed run before this one. Change it and run it again: the next run is compared with this one.
    </Empty>
  );
}
