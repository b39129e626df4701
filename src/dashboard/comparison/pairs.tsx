import { useState } from 'react';
import { useQuery } from 'urql';
import { Loaded } from '../parts/loaded.js';
import { Empty } from '../parts/states.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount, formatDelta, formatMoment, formatPValue } from '../quantities.js';
import { verdictWords } from '../regression/verdict-words.js';
import { type ColumnRunFragment, PairsDocument } from './generated.js';
import { namesakes } from './runs.js';

/** The most runs that the API holds against each other. */
const mostRuns = 12;
/** The change of a score beyond which a difference would matter: the API’s own default. */
const threshold = 0.05;

interface PairsProps {
  experimentId: string;
  runs: ColumnRunFragment[];
}

/** Which runs are really better than which: read when it is opened, for it takes the server a while. */
export function Pairs(props: PairsProps) {
  const [opened, setOpened] = useState(false);
  if (props.runs.length < 2 || props.runs.length > mostRuns) return null;
  return (
    <details
      className="min-w-0 rounded-lg border border-line bg-surface px-4 py-2"
      onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}
    >
      <summary className="min-h-6 text-sm font-medium">Is one really better?</summary>
      {opened ? <PairTable {...props} /> : null}
    </details>
  );
}

function PairTable({ experimentId, runs }: PairsProps) {
  const [query, readAgain] = useQuery({
    query: PairsDocument,
    variables: { experimentId, runIds: runs.map(({ id }) => id), threshold },
  });
  // What was read of former runs says nothing of newer ones.
  const isOfRuns = query.operation?.variables.runIds?.toString() === runs.map(({ id }) => id).toString();
  const dated = namesakes(runs);
  const name = ({ id, variant, createdAt }: ColumnRunFragment) =>
    dated.has(id) ? `${variant.name} (${formatMoment(createdAt)})` : variant.name;
  return (
    <div className="mt-2">
      <Loaded
        query={isOfRuns ? query : { ...query, data: undefined }}
        onRetry={readAgain}
        lines={1 + (runs.length * (runs.length - 1)) / 2}
      >
        {({ experiment }) =>
          experiment?.comparison.pairs.length ? (
            <Table label="Pairs of runs">
              <thead>
                <tr>
                  <HeadCell>Run</HeadCell>
                  <HeadCell>Against</HeadCell>
                  <HeadCell>Verdict</HeadCell>
                  <HeadCell figure>Mean Δ of the score</HeadCell>
                  <HeadCell figure>95 % interval</HeadCell>
                  <HeadCell figure>p, adjusted for all pairs</HeadCell>
                  <HeadCell figure>Items</HeadCell>
                </tr>
              </thead>
              <tbody>
                {experiment.comparison.pairs.map(({ left, right, adjustedPValue, summary, statistics }) => (
                  <tr key={`${left.id} ${right.id}`}>
                    <Cell className="font-medium">{name(right)}</Cell>
                    <Cell>{name(left)}</Cell>
                    <Cell className="min-w-56">{verdictWords(statistics, threshold)}</Cell>
                    <Cell figure>{formatDelta(summary.meanDelta)}</Cell>
                    <Cell figure>
                      {formatDelta(statistics.confidenceLow)} to {formatDelta(statistics.confidenceHigh)}
                    </Cell>
                    <Cell figure>{formatPValue(adjustedPValue)}</Cell>
                    <Cell figure>{formatCount(summary.comparedItems)}</Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
          ) : (
            <Empty title="There is nothing to hold against each other">A pair needs scores of the same items in both runs.</Empty>
          )
        }
      </Loaded>
    </div>
  );
}
