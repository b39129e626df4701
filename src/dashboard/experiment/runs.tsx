import { useQuery } from 'urql';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { Newer } from '../parts/newer.js';
import { Pager, usePages } from '../parts/pager.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { Empty } from '../parts/states.js';
import { HeadCell, Table } from '../parts/table.js';
import type { Allowed } from './allowed.js';
import { ColumnHead } from './column-head.js';
import { RunRegressionsDocument, RunsDocument } from './generated.js';
import { RunRow } from './run-row.js';
import { standingOf } from './standing.js';
import { useNewestRuns } from './use-newest-runs.js';
import type { OwnStarts } from './use-own-starts.js';
import { useReadAgain } from './use-read-again.js';
import type { RecentRun } from './use-recent-runs.js';
import { useRunCommands } from './use-run-commands.js';

const pageSize = 20;
/** Of the head and of a run, whose configuration takes two lines at most. In rem. */
const headHeight = 3.5;
const rowHeight = 5.75;

interface RunsProps {
  experimentId: string;
  allowed: Allowed;
  /** The newest runs; null until they are known. */
  recent: RecentRun[] | null;
  /** How many runs the first start makes: what stands below has its place before. */
  expected: number;
  own: OwnStarts;
}

/** The runs of an experiment, the newest first, as they go on, and each against its baseline run. */
export function Runs({ experimentId, allowed, recent, expected, own }: RunsProps) {
  const pages = usePages();
  const commands = useRunCommands(experimentId, own);
  const variables = { experimentId, first: pageSize, after: pages.after };
  const [query, readAgain] = useQuery({ query: RunsDocument, variables });
  const isRead = query.data && !query.fetching && !query.stale;
  const shown = isRead ? (query.data?.experiment?.runs.edges[0]?.node.id ?? null) : undefined;
  useNewestRuns({ pages, shown, recent, own }, readAgain);
  // The table is there first. One more than it has, as the same page, read at another moment, would take its place in the cache.
  const [regressions, readRegressionsAgain] = useQuery({
    query: RunRegressionsDocument,
    variables: { ...variables, first: pageSize + 1 },
    pause: !query.data,
  });
  const isBehind = useReadAgain(readRegressionsAgain, recent && standingOf(recent));
  // A run that was under way when it was asked for has no report for that reason alone.
  const isUnsure = isBehind || regressions.fetching || regressions.stale;
  const reports = new Map(regressions.data?.experiment?.runs.edges.map(({ node }) => [node.id, node.regression]));
  return (
    <Card title="Runs">
      <ProblemNotice problem={commands.problem} />
      <Newer nouns="runs" pages={pages} isEmpty={shown === null} />
      <div style={{ minHeight: `${headHeight + rowHeight * Math.min(expected, pageSize)}rem` }}>
        <Loaded query={query} onRetry={readAgain} lines={6}>
          {({ experiment }) =>
            experiment && experiment.runs.edges.length > 0 ? (
              <>
                <Table label="Table of runs">
                  <thead>
                    <tr style={{ height: `${headHeight}rem` }}>
                      <HeadCell>Run of</HeadCell>
                      <ColumnHead width={6.25}>Status</ColumnHead>
                      <ColumnHead width={8}>Items</ColumnHead>
                      <ColumnHead figure width={2.75}>
                        Score
                      </ColumnHead>
                      <ColumnHead figure width={3.5}>
                        Passed
                      </ColumnHead>
                      <ColumnHead figure width={4.5}>
                        Average duration
                      </ColumnHead>
                      <ColumnHead figure width={4}>
                        Tokens
                      </ColumnHead>
                      <ColumnHead figure width={4.25}>
                        Cost
                      </ColumnHead>
                      <ColumnHead width={16}>Against the variant’s earlier run</ColumnHead>
                      <HeadCell figure>Actions</HeadCell>
                    </tr>
                  </thead>
                  <tbody>
                    {experiment.runs.edges.map(({ node }) => (
                      <RunRow
                        key={node.id}
                        experimentId={experimentId}
                        run={node}
                        height={`${rowHeight}rem`}
                        report={reports.get(node.id) ?? (isUnsure ? undefined : reports.get(node.id))}
                        allowed={allowed}
                        commands={commands}
                      />
                    ))}
                  </tbody>
                </Table>
                <Pager pages={pages} pageInfo={experiment.runs.pageInfo} />
              </>
            ) : (
              <Empty title="Nothing has run yet">
                A start gives each variant a run over all items. It is followed here as it goes on.
              </Empty>
            )
          }
        </Loaded>
      </div>
    </Card>
  );
}
