import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useUncachedClient } from '../graph/uncached.js';
import { Loaded } from '../parts/loaded.js';
import { Moment } from '../parts/moment.js';
import { Newer } from '../parts/newer.js';
import { Pager, usePages } from '../parts/pager.js';
import { Empty } from '../parts/states.js';
import { StageBadge, StatusBadge } from '../parts/status.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount, none } from '../quantities.js';
import { type ExperimentEntryFragment, ExperimentsDocument } from './generated.js';
import type { ExperimentsSearch } from './search.js';
import { typeLabels } from './type-labels.js';
import { useLiveList } from './use-live-list.js';

const pageSize = 50;

/** The experiments that are wanted, a page at a time, live. Begins at the first page when it is made anew. */
export function ExperimentList({ search }: { search: ExperimentsSearch }) {
  const pages = usePages();
  const filter = { ...search, archived: search.stage === 'ARCHIVED' ? true : undefined };
  const variables = { filter, first: pageSize, after: pages.after };
  const [query, readAgain] = useQuery({ query: ExperimentsDocument, variables });
  const client = useUncachedClient();
  const page = query.data?.experiments;
  const shown = page && {
    filter,
    entries: page.edges.map(({ node }) => node),
    hasNextPage: page.pageInfo.hasNextPage,
    isHeld: pages.isHeld,
  };
  useLiveList(shown ?? null, async () => {
    const newestShown = shown?.entries[0]?.id;
    if (pages.after === null && newestShown !== undefined) {
      const { data } = await client.query(ExperimentsDocument, variables).toPromise();
      const newer = data?.experiments.edges.findLast(({ node }) => node.id > newestShown);
      // What is being read stays where it is.
      if (newer) return pages.hold(newer.cursor);
    }
    readAgain({ requestPolicy: 'network-only' });
  });
  return (
    <Loaded query={query} onRetry={readAgain} lines={8}>
      {({ experiments: { edges, pageInfo } }) => (
        <>
          <Newer nouns="experiments" pages={pages} isEmpty={edges.length === 0} />
          {edges.length === 0 ? <NoExperiments search={search} /> : <Entries entries={edges.map(({ node }) => node)} />}
          <Pager pages={pages} pageInfo={pageInfo} />
        </>
      )}
    </Loaded>
  );
}

function NoExperiments({ search }: { search: ExperimentsSearch }) {
  const filtered = Object.values(search).some((value) => value !== undefined);
  return filtered ? (
    <Empty title="No experiment fits">Change or clear the filters above.</Empty>
  ) : (
    <Empty title="There is no experiment yet">
      An experiment runs the same items through several variants, and shows where their answers differ and what they cost. Whoever
      may edit begins one with “New experiment”.
    </Empty>
  );
}

function Entries({ entries }: { entries: ExperimentEntryFragment[] }) {
  return (
    <Table label="Experiments">
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>Type</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Stage</HeadCell>
          <HeadCell figure>Variants</HeadCell>
          <HeadCell figure>Items</HeadCell>
          <HeadCell>Winner</HeadCell>
          <HeadCell>Created</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, name, description, type, status, stage, variants, taskCount, winner, createdAt }) => (
          <tr key={id}>
            <Cell className="min-w-48">
              <Link
                to="/experiments/$experimentId"
                params={{ experimentId: id }}
                className="font-medium text-accent hover:underline"
              >
                {name}
              </Link>
              {description ? <p className="line-clamp-1 max-w-prose text-xs text-muted">{description}</p> : null}
            </Cell>
            <Cell>{typeLabels[type]}</Cell>
            <Cell className="min-w-32">
              <StatusBadge status={status} />
            </Cell>
            <Cell className="min-w-38">
              <StageBadge stage={stage} />
            </Cell>
            <Cell figure>{formatCount(variants.length)}</Cell>
            <Cell figure>{taskCount === null ? none : formatCount(taskCount)}</Cell>
            <Cell className="min-w-28">{winner?.name ?? none}</Cell>
            <Cell>
              <Moment at={createdAt} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
