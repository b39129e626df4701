import { CornerDownRight } from 'lucide-react';
import { useQuery } from 'urql';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { ColumnHead } from './column-head.js';
import { VariantOutcomesDocument } from './generated.js';
import { Hypothesis } from './hypothesis.js';
import { NewestRun } from './newest-run.js';
import { OutcomeCells } from './outcome-cells.js';
import { ItemsDone } from './run-state.js';
import { standingOf } from './standing.js';
import { useReadAgain } from './use-read-again.js';
import { VariantActions } from './variant-actions.js';
import { VariantName } from './variant-name.js';
import { inTreeOrder } from './variant-order.js';
import type { VariantListProps } from './variants-table.js';

/** Variants that branch from one another: what each changes, what was expected of it, and what came of it. */
export function VariantTree({ experiment: { id, variants, winner }, recent, mayChange, starting, onWish }: VariantListProps) {
  const [{ data }, readAgain] = useQuery({ query: VariantOutcomesDocument, variables: { experimentId: id } });
  useReadAgain(readAgain, recent && standingOf(recent));
  const outcomes = new Map(data?.experiment?.variants.map((variant) => [variant.id, variant]));
  return (
    <Table label="Variants, as a tree">
      <thead>
        <tr>
          <HeadCell>Variant</HeadCell>
          <ColumnHead width={14.75}>Hypothesis</ColumnHead>
          <ColumnHead width={10}>Newest run</ColumnHead>
          <ColumnHead figure width={7.5}>
            Score
          </ColumnHead>
          <ColumnHead figure width={8.75}>
            Passed
          </ColumnHead>
          <ColumnHead figure width={9}>
            Passed, against the baseline
          </ColumnHead>
          {mayChange ? <HeadCell figure>Actions</HeadCell> : null}
        </tr>
      </thead>
      <tbody>
        {inTreeOrder(variants).map(({ variant, depth }) => {
          const { latestRun, parent } = variant;
          const found = outcomes.get(variant.id);
          return (
            <tr key={variant.id}>
              <Cell className="min-w-44">
                <div className="flex gap-2" style={{ paddingLeft: `${Math.max(0, depth - 1) * 1.5}rem` }}>
                  {depth > 0 ? <CornerDownRight aria-hidden size={16} className="mt-0.5 shrink-0 text-muted" /> : null}
                  <div className="min-w-0">
                    {parent ? (
                      <span className="sr-only">
                        Branches from {variants.find((other) => other.id === parent.id)?.name ?? 'another'}:
                      </span>
                    ) : null}
                    <VariantName variant={variant} isWinner={winner?.id === variant.id} onWish={onWish} />
                  </div>
                </div>
              </Cell>
              <Cell>
                <Hypothesis text={variant.hypothesis} expectation={variant.expectation} outcome={found?.hypothesisOutcome} />
              </Cell>
              <Cell>
                <div className="grid min-h-17.5 content-center justify-items-start gap-1.5">
                  <NewestRun variant={variant} />
                  {latestRun ? <ItemsDone run={latestRun} /> : null}
                </div>
              </Cell>
              <OutcomeCells
                outcome={found?.outcome}
                onAttribution={parent ? () => onWish('attribution', variant) : undefined}
                name={variant.name}
              />
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
