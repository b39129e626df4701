import { textTones } from '../parts/badge.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCost, formatDuration, formatTokens } from '../quantities.js';
import type { FiguresFragment, ReportFragment } from './generated.js';
import { Section } from './section.js';
import { formatSigned } from './signed.js';

interface Measure {
  name: string;
  of: (figures: FiguresFragment) => number | null;
  format: (value: number | null) => string;
}

const measures: Measure[] = [
  { name: 'Duration, average', of: ({ averageDurationMs }) => averageDurationMs, format: formatDuration },
  { name: 'Tokens, average', of: ({ averageTokens }) => averageTokens, format: formatTokens },
  {
    name: 'Cost, total',
    of: ({ totalCost }) => (totalCost === null ? null : Number(totalCost)),
    format: (dollars) => formatCost(dollars === null ? null : String(dollars)),
  },
];

/** What the compared items took in both runs. Less is better, of all of it. */
export function Performance({ performance: { baseline, current, delta } }: { performance: ReportFragment['performance'] }) {
  return (
    <Section title="Duration, tokens and cost">
      <Table label="What the compared items took">
        <thead>
          <tr>
            <HeadCell>Measure</HeadCell>
            <HeadCell figure>Baseline</HeadCell>
            <HeadCell figure>Current</HeadCell>
            <HeadCell figure>Δ</HeadCell>
          </tr>
        </thead>
        <tbody>
          {measures.map(({ name, of, format }) => {
            const difference = formatSigned(of(delta), format);
            return (
              <tr key={name}>
                <Cell>{name}</Cell>
                <Cell figure>{format(of(baseline))}</Cell>
                <Cell figure>{format(of(current))}</Cell>
                <Cell figure className={toneOf(difference)}>
                  {difference}
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Section>
  );
}

function toneOf(difference: string): string {
  if (difference.startsWith('−')) return textTones.good;
  return difference.startsWith('+') ? textTones.bad : textTones.neutral;
}
