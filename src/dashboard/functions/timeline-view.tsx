import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Empty } from '../parts/states.js';
import { formatCount, formatCounted } from '../quantities.js';
import type { FunctionRunShownFragment } from './generated.js';
import { isUnderWay } from './run-state.js';
import { StepRow, timelineColumns } from './step-row.js';
import { ticksOf, timeAxis } from './timeline.js';

const route = getRouteApi('/functions/runs/$functionRunId');
/** How many steps are shown before somebody asks for more. */
const batch = 200;

/** The steps of a run, in the order in which its handler asked for them, each where it lies in the time of the run. Any of them opens. */
export function Timeline({ run }: { run: FunctionRunShownFragment }) {
  const { step: open } = route.useSearch();
  const navigate = route.useNavigate();
  const [most, setMost] = useState(batch);
  const { steps } = run;
  const shown = steps.slice(0, Math.max(most, (open ?? -1) + 1));
  const axis = timeAxis(run, steps);
  const toggle = (position: number) =>
    void navigate({ search: { step: position === open ? undefined : position }, replace: true, resetScroll: false });
  return (
    <Card title="Steps" actions={<p className="text-sm text-muted">{formatCounted(steps.length, 'step')} tried</p>}>
      {steps.length === 0 ? (
        <Empty title={isUnderWay(run.status) ? 'No step has been tried yet' : 'It called no step'}>
          What the handler does in <code className="font-mono">step.run</code> shows here.
        </Empty>
      ) : (
        <>
          <div aria-hidden className={timelineColumns}>
            <div className="relative col-span-2 h-5 text-xs whitespace-nowrap text-muted md:col-span-1 md:col-start-2">
              {ticksOf(axis).map(({ at, label }) => (
                <span
                  key={at}
                  className={at === 0 ? 'absolute' : at > 92 ? 'absolute -translate-x-full' : 'absolute -translate-x-1/2'}
                  style={{ left: `${at}%` }}
                >
                  {label}
                </span>
              ))}
            </div>
          </div>
          <ol>
            {shown.map((step) => (
              <StepRow
                key={step.position}
                runId={run.id}
                step={step}
                axis={axis}
                open={step.position === open}
                onToggle={() => toggle(step.position)}
              />
            ))}
          </ol>
          {shown.length < steps.length ? (
            <div className="mt-3 flex justify-center">
              <Button onClick={() => setMost(shown.length + batch)}>
                Show more of the {formatCount(steps.length - shown.length)} others
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}
