import { textTones } from '../parts/badge.js';
import { Button } from '../parts/button.js';
import { classes } from '../parts/classes.js';
import { Cell } from '../parts/table.js';
import { formatDelta, formatPercent, formatScore, none } from '../quantities.js';
import type { OutcomeEntryFragment } from './generated.js';
import { intervalWords } from './interval-words.js';

type Outcome = OutcomeEntryFragment['outcome'];

interface OutcomeCellsProps {
  /** Null until the variant has a completed run, undefined until it was read. */
  outcome: Outcome | undefined;
  /** The variant’s. */
  name: string;
  /** Asks which change made the difference; left out for a root, which has none. */
  onAttribution?: () => void;
}

/** What came of a variant, in three cells. They are as large before there is anything. */
export function OutcomeCells({ outcome, name, onAttribution }: OutcomeCellsProps) {
  return (
    <>
      <Cell figure>
        <Score outcome={outcome} />
      </Cell>
      <Cell figure>
        <Passed outcome={outcome} />
      </Cell>
      <Cell figure>
        <div className={onAttribution ? 'min-h-25' : undefined}>
          <AgainstBaseline outcome={outcome} />
          {onAttribution && outcome ? (
            <Button kind="quiet" className="-mr-2 min-h-6 px-2!" onClick={onAttribution}>
              Attribution<span className="sr-only"> of {name}</span>
            </Button>
          ) : null}
        </div>
      </Cell>
    </>
  );
}

function Score({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome) return none;
  const delta = outcome.regression?.summary.meanDelta;
  return (
    <>
      {formatScore(outcome.run.metrics.averageScore)}
      {typeof delta === 'number' ? <p className="text-xs text-muted">{formatDelta(delta)} vs baseline</p> : null}
    </>
  );
}

function Passed({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome) return none;
  const { passed, failed, unjudged, passRate, current } = outcome;
  return (
    <>
      {formatPercent(passRate)}
      <p className="text-xs whitespace-normal text-muted">
        {passed} passed · {failed} not passed{unjudged > 0 ? ` · ${unjudged} not judged` : ''}
      </p>
      {current ? null : <p className="text-xs whitespace-normal text-warn">of an earlier configuration</p>}
    </>
  );
}

function AgainstBaseline({ outcome }: { outcome: Outcome | undefined }) {
  const difference = outcome?.passRateDifference;
  if (!outcome || !difference) return <p>{none}</p>;
  const sure = difference.confidenceLow !== null && difference.confidenceHigh !== null;
  const better = sure && Number(difference.confidenceLow) > 0;
  const worse = sure && Number(difference.confidenceHigh) < 0;
  return (
    <>
      <span className={classes('font-medium', better && textTones.good, worse && textTones.bad)}>
        {formatDelta(difference.value, 1)} points{better ? ' ▲' : worse ? ' ▼' : ''}
      </span>
      <p className="ml-auto w-36 text-xs whitespace-normal text-muted">
        {intervalWords(difference, (points) => formatDelta(points, 1))}
      </p>
      {outcome.passRateVsBaseline === null ? null : (
        <p className="text-xs text-muted">{formatDelta(outcome.passRateVsBaseline, 1)} % of its rate</p>
      )}
    </>
  );
}
