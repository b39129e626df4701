import { useId } from 'react';
import { Badge } from '../parts/badge.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCost, formatCount, formatDuration, formatPercent, formatScore, none } from '../quantities.js';
import { groupAttributes } from '../use-form-problems.js';
import type { CandidateFragment } from './generated.js';

interface WinnerChoiceProps {
  variants: readonly CandidateFragment[];
  /** The id of the winner; null: there is none; undefined until it was chosen. */
  chosen: string | null | undefined;
  onChoose: (id: string | null) => void;
  /** What is wrong with the choice. */
  problem: string | null;
}

/** Which variant is to be used from now on, beside what its newest completed run came to. */
export function WinnerChoice({ variants, chosen, onChoose, problem }: WinnerChoiceProps) {
  const group = useId();
  return (
    <fieldset className="grid min-w-0 gap-1" {...groupAttributes(problem, `${group}-problem`)}>
      <legend className="mb-1 text-sm font-medium">Winner: choose a variant, or none</legend>
      {problem ? (
        <p id={`${group}-problem`} role="alert" className="text-xs text-bad">
          {problem}
        </p>
      ) : null}
      <Table label="Variants to choose the winner from">
        <thead>
          <tr>
            <HeadCell>Variant</HeadCell>
            <HeadCell figure>Score</HeadCell>
            <HeadCell figure>Pass rate</HeadCell>
            <HeadCell figure>Average duration</HeadCell>
            <HeadCell figure>Cost</HeadCell>
            <HeadCell figure>Errors</HeadCell>
          </tr>
        </thead>
        <tbody>
          {variants.map((variant) => (
            <Candidate key={variant.id} group={group} variant={variant} chosen={chosen === variant.id} onChoose={onChoose} />
          ))}
          <tr>
            <Cell>
              <label className="flex min-h-6 items-center gap-2">
                <input
                  type="radio"
                  name={group}
                  required
                  checked={chosen === null}
                  onChange={() => onChoose(null)}
                  className="size-4 accent-accent"
                />
                No winner
              </label>
            </Cell>
            <td colSpan={5} className="border-b border-line" />
          </tr>
        </tbody>
      </Table>
      <p className="text-xs text-muted">
        The figures are those of the newest completed run. A winner has one with the configuration that it has now.
      </p>
    </fieldset>
  );
}

interface CandidateProps {
  group: string;
  variant: CandidateFragment;
  chosen: boolean;
  onChoose: (id: string) => void;
}

function Candidate({ group, variant: { id, name, baseline, outcome }, chosen, onChoose }: CandidateProps) {
  const run = outcome?.run;
  return (
    <tr>
      <Cell>
        <label className="flex min-h-6 min-w-32 items-center gap-2">
          <input
            type="radio"
            name={group}
            required
            checked={chosen}
            disabled={!outcome}
            onChange={() => onChoose(id)}
            className="size-4 shrink-0 accent-accent"
          />
          <span>{name}</span>
          {baseline ? <Badge>Baseline</Badge> : null}
          {outcome ? outcome.current ? null : <Badge tone="warn">Changed since</Badge> : <Badge>Not completed</Badge>}
        </label>
      </Cell>
      <Cell figure>{formatScore(run?.metrics.averageScore)}</Cell>
      <Cell figure>{formatPercent(outcome?.passRate)}</Cell>
      <Cell figure>{formatDuration(run?.metrics.averageDurationMs)}</Cell>
      <Cell figure>{run ? formatCost(run.metrics.totalCost) : none}</Cell>
      <Cell figure>{run ? formatCount(run.itemsFailed) : none}</Cell>
    </tr>
  );
}
