import { textTones } from '../parts/badge.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount, formatDelta, formatScore } from '../quantities.js';
import type { ReportFragment } from './generated.js';
import { ignoredByName } from './ignored-evaluators.js';
import { Section } from './section.js';
import { deltaTone } from './signed.js';

interface EvaluatorTableProps {
  evaluators: ReportFragment['evaluators'];
  ignored: ReportFragment['ignoredEvaluators'];
}

/** The same report by each evaluator that counts, and which ones do not. */
export function EvaluatorTable({ evaluators, ignored }: EvaluatorTableProps) {
  return (
    <Section title="By evaluator">
      {evaluators.length === 0 ? (
        <p className="text-sm text-muted">No evaluator judged both runs by the same rules.</p>
      ) : (
        <Table label="Scores by evaluator">
          <thead>
            <tr>
              <HeadCell>Evaluator</HeadCell>
              <HeadCell figure>Mean Δ</HeadCell>
              <HeadCell figure>Baseline</HeadCell>
              <HeadCell figure>Current</HeadCell>
              <HeadCell figure>Improved</HeadCell>
              <HeadCell figure>Regressed</HeadCell>
              <HeadCell figure>Unchanged</HeadCell>
            </tr>
          </thead>
          <tbody>
            {evaluators.map(({ evaluator, summary }) => (
              <tr key={evaluator.id}>
                <Cell className="min-w-32">{evaluator.name}</Cell>
                <Cell figure className={textTones[deltaTone(summary.meanDelta)]}>
                  {formatDelta(summary.meanDelta)}
                </Cell>
                <Cell figure>{formatScore(summary.baselineMean)}</Cell>
                <Cell figure>{formatScore(summary.currentMean)}</Cell>
                <Cell figure>{formatCount(summary.improved)}</Cell>
                <Cell figure>{formatCount(summary.regressed)}</Cell>
                <Cell figure>{formatCount(summary.unchanged)}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {ignored.length === 0 ? null : (
        <ul className="mt-2 text-sm text-muted">
          {ignoredByName(ignored).map(({ name, why }) => (
            <li key={name}>
              “{name}” does not count: {why}.
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
