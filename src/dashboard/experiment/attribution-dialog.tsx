import { useQuery } from 'urql';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/loaded.js';
import { Empty } from '../parts/states.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCost, formatDelta, formatDuration, none } from '../quantities.js';
import { formatSigned } from '../regression/signed.js';
import { overrideWords } from './configuration-words.js';
import { AttributionDocument, type AttributionQuery, type DifferenceFragment, type VariantEntryFragment } from './generated.js';
import { intervalWords } from './interval-words.js';

type Attribution = NonNullable<NonNullable<AttributionQuery['run']>['variant']['attribution']>;

/** What each change on the path to a variant contributed to how it differs from the baseline. */
export function AttributionDialog({ variant, onClose }: { variant: VariantEntryFragment; onClose: () => void }) {
  const runId = variant.latestRun?.id ?? '';
  const [query, readAgain] = useQuery({ query: AttributionDocument, variables: { runId }, pause: runId === '' });
  return (
    <Dialog title={`What each change up to “${variant.name}” did`} place="side" onClose={onClose}>
      <Loaded query={query} onRetry={readAgain}>
        {({ run }) =>
          run?.variant.attribution ? (
            <Shares attribution={run.variant.attribution} />
          ) : (
            <Empty title="Nothing can be said yet">
              Both this variant and the baseline need a completed run of their present configuration, over the same dataset.
            </Empty>
          )
        }
      </Loaded>
    </Dialog>
  );
}

function Shares({ attribution: { contributions, total, note, interactions } }: { attribution: Attribution }) {
  return (
    <div className="grid gap-4 text-sm">
      <Table label="Contributions">
        <thead>
          <tr>
            <HeadCell>Change</HeadCell>
            <HeadCell figure>Score</HeadCell>
            <HeadCell figure>Passed</HeadCell>
            <HeadCell figure>Duration of an item</HeadCell>
            <HeadCell figure>Cost of an item</HeadCell>
          </tr>
        </thead>
        <tbody>
          {contributions.map((contribution) => (
            <tr key={contribution.variant.id}>
              <Cell className="min-w-36">
                {contribution.overrides.map((override) => (
                  <p key={`${override.step}.${override.parameter}`} className="font-mono text-xs">
                    {overrideWords(override)}
                  </p>
                ))}
                <p className="text-xs text-muted">
                  {contribution.variant.name}, against {contribution.against.name}
                </p>
                {contribution.note ? <p className="text-xs text-muted">{contribution.note}</p> : null}
              </Cell>
              <Differences of={contribution} />
            </tr>
          ))}
          <tr className="font-medium">
            <Cell>
              In all: {total.variant.name}, against {total.against.name}
            </Cell>
            <Differences of={total} />
          </tr>
        </tbody>
      </Table>
      {note ? <p>{note}</p> : null}
      {interactions.map(({ override, expected, actual, note: said }) => (
        <p key={`${override.step}.${override.parameter}`}>
          <code className="font-mono text-xs">{overrideWords(override)}</code>, tried apart as well: together they change the
          score by {formatDelta(actual)}, apart they add up to {formatDelta(expected)}. {said}
        </p>
      ))}
    </div>
  );
}

function Differences({ of: { score, passRate, durationMs, cost } }: { of: DifferenceFragment }) {
  return (
    <>
      <Difference estimate={score} format={(difference) => formatDelta(difference)} />
      <Difference estimate={passRate} format={(points) => `${formatDelta(points, 1)} points`} />
      <Difference estimate={durationMs} format={(ms) => formatSigned(ms, formatDuration)} />
      <Difference
        estimate={
          cost && {
            ...cost,
            value: Number(cost.value),
            confidenceLow: cost.confidenceLow === null ? null : Number(cost.confidenceLow),
            confidenceHigh: cost.confidenceHigh === null ? null : Number(cost.confidenceHigh),
          }
        }
        format={(dollars) => formatSigned(dollars, (size) => formatCost(String(size)))}
      />
    </>
  );
}

interface DifferenceProps {
  estimate: DifferenceFragment['score'];
  /** With its sign and unit. */
  format: (difference: number) => string;
}

function Difference({ estimate, format }: DifferenceProps) {
  return (
    <Cell figure>
      {estimate ? (
        <>
          {format(estimate.value)}
          <p className="ml-auto w-28 text-xs font-normal whitespace-normal text-muted">{intervalWords(estimate, format)}</p>
        </>
      ) : (
        none
      )}
    </Cell>
  );
}
