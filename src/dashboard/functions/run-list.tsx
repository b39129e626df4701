import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLivePage } from '../graph/use-live-page.js';
import { Loaded } from '../parts/loaded.js';
import { Moment } from '../parts/moment.js';
import { Newer } from '../parts/newer.js';
import { Pager, usePages } from '../parts/pager.js';
import { Empty } from '../parts/states.js';
import { StatusBadge } from '../parts/status.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount, formatDuration } from '../quantities.js';
import {
  type FunctionRunEntryFragment,
  FunctionRunsDocument,
  FunctionRunsListedDocument,
  type FunctionRunsQuery,
} from './generated.js';
import { tookMs } from './run-state.js';
import type { FunctionRunsSearch } from './search.js';

const pageSize = 50;
const edgesOf = ({ functionRuns }: FunctionRunsQuery) => functionRuns.edges;

interface RunListProps {
  search: FunctionRunsSearch;
  /** How many events were sent from this page: who sends one waits for its runs. */
  sent: number;
}

/** The function runs that are wanted, the newest first, a page at a time, live. Begins at the first page when it is made anew. */
export function RunList({ search, sent }: RunListProps) {
  const pages = usePages();
  const { toNewest } = pages;
  useEffect(() => {
    if (sent > 0) toNewest();
  }, [sent, toNewest]);
  const [query, readAgain] = useLivePage({
    query: FunctionRunsDocument,
    live: FunctionRunsListedDocument,
    variables: {
      filter: {
        functionId: search.function,
        status: search.status,
        eventName: search.event,
        liveExperimentId: search.liveExperiment,
        variant: search.variant,
      },
      first: pageSize,
      after: pages.after,
    },
    edgesOf,
    pages,
  });
  return (
    <Loaded query={query} onRetry={readAgain} lines={8}>
      {({ functionRuns: { edges, pageInfo } }) => (
        <>
          <Newer nouns="runs" pages={pages} isEmpty={edges.length === 0} />
          {edges.length === 0 ? (
            <NoRuns search={search} />
          ) : (
            <Table label="Function runs">
              <thead>
                <tr>
                  <HeadCell>Run</HeadCell>
                  <HeadCell>Event</HeadCell>
                  <HeadCell>Status</HeadCell>
                  <HeadCell figure>Attempts</HeadCell>
                  <HeadCell figure>Took</HeadCell>
                  <HeadCell>Started</HeadCell>
                  <HeadCell>Error</HeadCell>
                </tr>
              </thead>
              <tbody>
                {edges.map(({ node }) => (
                  <Entry key={node.id} run={node} />
                ))}
              </tbody>
            </Table>
          )}
          <Pager pages={pages} pageInfo={pageInfo} />
        </>
      )}
    </Loaded>
  );
}

function Entry({ run }: { run: FunctionRunEntryFragment }) {
  const { id, status, attempts, startedAt, error, event, function: executed } = run;
  return (
    <tr>
      <Cell>
        <Link
          to="/functions/runs/$functionRunId"
          params={{ functionRunId: id }}
          className="font-medium text-accent hover:underline"
        >
          {executed.externalId}
          <span className="sr-only">, run {id}</span>
        </Link>
        <p aria-hidden className="font-mono text-xs text-muted" title={id}>
          …{id.slice(-6)}
        </p>
      </Cell>
      <Cell className="font-mono text-xs">{event.name}</Cell>
      <Cell className="min-w-28">
        <StatusBadge status={status} />
      </Cell>
      <Cell figure>{formatCount(attempts)}</Cell>
      <Cell figure className="min-w-24">
        {formatDuration(tookMs(run))}
      </Cell>
      <Cell>
        <Moment at={startedAt} />
      </Cell>
      <Cell className="max-w-80 min-w-48">
        {error ? (
          <p className="truncate text-bad" title={`${error.type}: ${error.message}`}>
            {error.message}
          </p>
        ) : null}
      </Cell>
    </tr>
  );
}

function NoRuns({ search }: { search: FunctionRunsSearch }) {
  const filtered = Object.values(search).some((value) => value !== undefined);
  return filtered ? (
    <Empty title="No run fits">Change or clear the filters above.</Empty>
  ) : (
    <Empty title="Nothing has run yet">Send an event that starts a function, from here or from your code.</Empty>
  );
}
