import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { classes } from '../parts/classes.js';
import { formatCounted, formatDuration } from '../quantities.js';
import type { FunctionStepShownFragment } from './generated.js';
import { StepDetail } from './step-detail.js';
import { stepKinds, stepLooks } from './step-looks.js';
import { barOf, type TimeAxis, ticksOf } from './timeline.js';

/** The name of a step, its place in time, how long it took; where it is narrow, the second is below the others. */
export const timelineColumns =
  'grid grid-cols-[minmax(0,1fr)_7rem] items-center gap-x-3 md:grid-cols-[minmax(9rem,18rem)_minmax(0,1fr)_7rem]';

interface StepRowProps {
  runId: string;
  step: FunctionStepShownFragment;
  axis: TimeAxis;
  open: boolean;
  onToggle: () => void;
}

/** One step on the timeline: a button that opens what it gave. */
export function StepRow({ runId, step, axis, open, onToggle }: StepRowProps) {
  const id = useId();
  const { externalId, occurrence, kind, status, attempts, durationMs } = step;
  const { label, text, bar, icon } = stepLooks[status];
  const { left, width } = barOf(axis, step);
  return (
    <li className="border-t border-line">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={onToggle}
        className={classes(timelineColumns, 'w-full rounded-sm py-1.5 text-left text-sm hover:bg-neutral-soft')}
      >
        <span className="flex min-w-0 items-center gap-1.5">
          <ChevronRight aria-hidden size={14} className={classes('shrink-0 text-muted', open && 'rotate-90')} />
          <span className="shrink-0 text-muted" title={stepKinds[kind].label}>
            {stepKinds[kind].icon}
            <span className="sr-only">{stepKinds[kind].label}</span>
          </span>
          <span className="truncate" title={externalId}>
            {externalId}
          </span>
          {occurrence > 0 ? <span className="shrink-0 text-xs text-muted">#{occurrence + 1}</span> : null}
        </span>
        <span
          aria-hidden
          className="relative order-last col-span-2 h-5 bg-[linear-gradient(to_right,var(--color-line)_1px,transparent_1px)] md:order-none md:col-span-1"
          style={{ backgroundSize: `${ticksOf(axis)[1]?.at ?? 100}% 100%` }}
        >
          <span
            className={classes('absolute inset-y-1 rounded-sm', bar)}
            style={{ left: `min(${left}%, 100% - 3px)`, width: `max(${width}%, 3px)` }}
          />
        </span>
        <span className="flex items-center justify-end gap-1.5 whitespace-nowrap">
          {attempts > 1 ? (
            <span className="text-xs text-muted" title={formatCounted(attempts, 'attempt')}>
              {attempts}×<span className="sr-only">tried,</span>
            </span>
          ) : null}
          {formatDuration(durationMs)}
          <span className={text} title={label}>
            {icon}
            <span className="sr-only">{label}</span>
          </span>
        </span>
      </button>
      {open ? (
        <div id={id} className="pb-4 pl-2 md:pl-9">
          {/* Another try may have given something else. */}
          <StepDetail
            key={`${status} ${attempts}`}
            runId={runId}
            step={step}
            startedAfterMs={Date.parse(step.startedAt) - axis.from}
          />
        </div>
      ) : null}
    </li>
  );
}
