import { Link } from '@tanstack/react-router';
import { Facts } from '../parts/facts.js';
import { Moment } from '../parts/moment.js';
import { formatCount, formatDuration } from '../quantities.js';
import type { FunctionRunShownFragment } from './generated.js';
import { tookMs, waitedMs } from './run-state.js';

/** When a run began and how long it took, and how often its handler was called. */
export function RunFacts({ run }: { run: FunctionRunShownFragment }) {
  return (
    <Facts
      facts={[
        [
          'Function',
          <Link
            key="function"
            to="/functions"
            search={{ function: run.function.id }}
            className="text-accent hover:underline"
          >{`${run.function.app}/${run.function.externalId}`}</Link>,
        ],
        ['Received', <Moment key="received" at={run.createdAt} />],
        ['Waited for a worker', formatDuration(waitedMs(run))],
        ['Took', formatDuration(tookMs(run))],
        ['Calls of the handler', formatCount(run.attempts)],
        ['Retried by hand', formatCount(run.retries)],
        ['Tried again at', <Moment key="retry" at={run.retryAt} />],
        run.concurrencyKey === null ? null : ['Concurrency key', run.concurrencyKey],
      ]}
    />
  );
}
