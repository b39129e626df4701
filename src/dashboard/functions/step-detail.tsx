import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { Facts } from '../parts/facts.js';
import { JsonBlock } from '../parts/json-block.js';
import { Loaded } from '../parts/loaded.js';
import { Moment } from '../parts/moment.js';
import { formatCost, formatCount, formatDuration, formatTokens, none } from '../quantities.js';
import { type FunctionStepShownFragment, StepOutputsDocument } from './generated.js';
import { stepLooks } from './step-looks.js';
import { Thrown } from './thrown.js';

interface StepDetailProps {
  runId: string;
  step: FunctionStepShownFragment;
  /** How long after the beginning of the run it was tried last. */
  startedAfterMs: number;
}

/** What a step gave, or why it failed, and what it cost. */
export function StepDetail({ runId, step, startedAfterMs }: StepDetailProps) {
  const { status, attempts, durationMs, inputTokens, outputTokens, cost, retryAt, exposure, error, position } = step;
  return (
    <div className="grid gap-3">
      <Facts
        facts={[
          ['Status', stepLooks[status].label],
          ['Started after', formatDuration(startedAfterMs)],
          [attempts > 1 ? 'The last try took' : 'Took', formatDuration(durationMs)],
          ['Attempts', formatCount(attempts)],
          ['Tokens read', formatTokens(inputTokens)],
          ['Tokens written', formatTokens(outputTokens)],
          ['Cost', cost === null ? none : formatCost(cost)],
          retryAt === null ? null : ['Tried again at', <Moment key="retry" at={retryAt} />],
          exposure
            ? [
                'In the variant',
                <Link
                  key="variant"
                  to="/live/$liveExperimentId"
                  params={{ liveExperimentId: exposure.liveExperiment.id }}
                  className="text-accent hover:underline"
                >{`${exposure.variant} of ${exposure.liveExperiment.name}`}</Link>,
              ]
            : null,
        ]}
      />
      {error ? <Thrown error={error} /> : null}
      {status === 'COMPLETED' ? <StepOutput runId={runId} position={position} /> : null}
    </div>
  );
}

/** Read when it is opened: the outputs of all steps may be much, and a run tells of its steps many times. */
function StepOutput({ runId, position }: { runId: string; position: number }) {
  const [query, readAgain] = useQuery({
    query: StepOutputsDocument,
    variables: { id: runId },
    requestPolicy: 'network-only',
  });
  return (
    <div className="min-h-10">
      <Loaded query={query} onRetry={readAgain} lines={1}>
        {({ functionRun }) => {
          const output = functionRun?.steps.find((step) => step.position === position)?.output ?? null;
          return output === null ? (
            <p className="text-sm text-muted">It gave nothing.</p>
          ) : (
            <JsonBlock label="Output of the step" value={output} />
          );
        }}
      </Loaded>
    </div>
  );
}
