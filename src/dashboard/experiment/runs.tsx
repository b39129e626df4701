import { useQuery } from 'urql';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { Pager, usePages } from '../parts/pager.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { Empty } from '../parts/states.js';
import { HeadCell, Table } from '../parts/table.js';
import type { Allowed } from './allowed.js';
import { type RecentRunFragment, RunRegressionsDocument, RunsDocument } from './generated.js';
import { RunRow } from './run-row.js';
import { standingOf } from './standing.js';
import { useReadAgain } from './use-read-again.js';
import { useRunCommands } from './use-run-commands.js';

const pageSize = 20;

interface RunsProps {
  experimentId: string;
  allowed: Allowed;
  /** The newest runs; null until they are known. */
  recent: RecentRunFragment[] | null;
}

/** The runs of an experiment, the newest first, as they go on, and each against its baseline run. */
export function Runs({ experimentId, allowed, recent }: RunsProps) {
  const pages = usePages();
  const commands = useRunCommands(experimentId);
  const variables = { experimentId, first: pageSize, after: pages.after };
  const [query, readAgain] = useQuery({ query: RunsDocument, variables });
  useReadAgain(readAgain, recent?.map(({ id }) => id).join(' ') ?? null);
  // The table is there first.
  const [regressions, readRegressionsAgain] = useQuery({ query: RunRegressionsDocument, variables, pause: !query.data });
  const isBehind = useReadAgain(readRegressionsAgain, recent && standingOf(recent));
  // A run that was under way when it was asked for has no report for that reason alone.
  const isUnsure = isBehind || regressions.fetching || regressions.stale;
  const reports = new Map(regressions.data?.experiment?.runs.edges.map(({ node }) => [node.id, node.regression]));
  return (
    <Card title="Runs">
      <ProblemNotice problem={commands.problem} />
      <Loaded query={query} onRetry={readAgain} lines={6}>
        {({ experiment }) =>
          experiment && experiment.runs.edges.length > 0 ? (
            <>
              <Table label="Table of runs">
                <thead>
                  <tr>
                    <HeadCell>Run of</HeadCell>
                    <HeadCell>Status</HeadCell>
                    <HeadCell>Items</HeadCell>
                    <HeadCell figure>Score</HeadCell>
                    <HeadCell figure>Passed</HeadCell>
                    <HeadCell figure>Average duration</HeadCell>
                    <HeadCell figure>Tokens</HeadCell>
                    <HeadCell figure>Cost</HeadCell>
                    <HeadCell>Against the variant’s earlier run</HeadCell>
                    <HeadCell figure>Actions</HeadCell>
                  </tr>
                </thead>
                <tbody>
                  {experiment.runs.edges.map(({ node }) => (
                    <RunRow
                      key={node.id}
                      experimentId={experimentId}
                      run={node}
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
    </Card>
  );
}
