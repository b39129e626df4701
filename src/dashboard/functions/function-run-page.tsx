import { getRouteApi } from '@tanstack/react-router';
import { useQuery, useSubscription } from 'urql';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { Page } from '../parts/page.js';
import { Empty } from '../parts/states.js';
import { StatusBadge } from '../parts/status.js';
import { FunctionRunDocument, FunctionRunProgressDocument, type FunctionRunQuery } from './generated.js';
import { RunActions } from './run-actions.js';
import { RunEvent, RunExposures, RunOutcome } from './run-cards.js';
import { RunFacts } from './run-facts.js';
import { isUnderWay } from './run-state.js';
import { Timeline } from './timeline-view.js';

const route = getRouteApi('/functions/runs/$functionRunId');

type ShownRun = NonNullable<FunctionRunQuery['functionRun']>;

/** One run of a function: what started it, what its steps did and when, and what came of it. It is followed to its end. */
export function FunctionRunPage() {
  const { functionRunId } = route.useParams();
  const [query, readAgain] = useQuery({ query: FunctionRunDocument, variables: { id: functionRunId } });
  const run = query.data?.functionRun;
  useSubscription({
    query: FunctionRunProgressDocument,
    variables: { id: functionRunId },
    pause: !run || !isUnderWay(run.status),
  });
  return (
    <Page
      title={run ? run.function.externalId : 'Function run'}
      above={{ label: 'Functions', link: { to: '/functions' } }}
      mark={
        <span role="status" className="inline-flex min-h-6 items-center">
          {run ? <StatusBadge status={run.status} /> : null}
        </span>
      }
      description={<span className="font-mono text-xs">{functionRunId}</span>}
      actions={run ? <RunActions run={run} /> : null}
    >
      <Loaded query={query} onRetry={readAgain} lines={12}>
        {({ functionRun }) =>
          functionRun ? (
            <FunctionRun run={functionRun} />
          ) : (
            <Empty title="There is no such function run">
              The address may be misspelt, or it belongs to another organization.
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

/** The cards keep their height while the run goes on; its steps come last, so that nothing is moved by the next. */
function FunctionRun({ run }: { run: ShownRun }) {
  return (
    <>
      <Card>
        <RunFacts run={run} />
      </Card>
      <div className="grid gap-4 lg:grid-cols-3">
        <RunEvent event={run.event} />
        <RunOutcome run={run} />
        <RunExposures exposures={run.exposures} />
      </div>
      <Timeline run={run} />
    </>
  );
}
