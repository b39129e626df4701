import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCost, formatDuration, formatPercent, formatScore, formatTokens, none } from '../quantities.js';
import { ColumnHead } from './column-head.js';
import type { ExperimentSetupFragment, RecentRunFragment } from './generated.js';
import { NewestRun } from './newest-run.js';
import { ItemsDone } from './run-state.js';
import { VariantActions } from './variant-actions.js';
import { VariantName } from './variant-name.js';
import type { OnVariantWish } from './variant-wish.js';

export interface VariantListProps {
  experiment: ExperimentSetupFragment;
  /** The newest runs; null until they are known. */
  recent: RecentRunFragment[] | null;
  mayChange: boolean;
  /** The id of the variant whose run is being started. */
  starting: string | null;
  onWish: OnVariantWish;
}

/** Variants side by side, each with the figures of its newest run. */
export function VariantsTable({ experiment: { variants, winner }, mayChange, starting, onWish }: VariantListProps) {
  return (
    <Table label="Table of variants">
      <thead>
        <tr>
          <HeadCell>Variant</HeadCell>
          <ColumnHead width={10}>Newest run</ColumnHead>
          <ColumnHead width={9}>Items</ColumnHead>
          <ColumnHead figure width={3}>
            Score
          </ColumnHead>
          <ColumnHead figure width={4}>
            Passed
          </ColumnHead>
          <ColumnHead figure width={5}>
            Average duration
          </ColumnHead>
          <ColumnHead figure width={6}>
            Tokens
          </ColumnHead>
          <ColumnHead figure width={5}>
            Cost
          </ColumnHead>
          {mayChange ? <HeadCell figure>Actions</HeadCell> : null}
        </tr>
      </thead>
      <tbody>
        {variants.map((variant) => {
          const { id, latestRun } = variant;
          return (
            <tr key={id}>
              <Cell className="min-w-44">
                <VariantName variant={variant} isWinner={winner?.id === id} onWish={onWish} />
              </Cell>
              <Cell>
                <NewestRun variant={variant} />
              </Cell>
              <Cell>{latestRun ? <ItemsDone run={latestRun} /> : none}</Cell>
              <Cell figure>{formatScore(latestRun?.metrics.averageScore)}</Cell>
              <Cell figure>{formatPercent(latestRun?.metrics.passRate)}</Cell>
              <Cell figure>{formatDuration(latestRun?.metrics.averageDurationMs)}</Cell>
              <Cell figure>{formatTokens(latestRun?.metrics.totalTokens)}</Cell>
              <Cell figure>{latestRun ? formatCost(latestRun.metrics.totalCost) : none}</Cell>
              {mayChange ? (
                <Cell figure>
                  <VariantActions variant={variant} starting={starting} onWish={onWish} />
                </Cell>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
