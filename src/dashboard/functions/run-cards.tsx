import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge, type Tone } from '../parts/badge.js';
import { Card } from '../parts/card.js';
import { JsonBlock } from '../parts/json-block.js';
import { formatCost, formatDuration } from '../quantities.js';
import type {
  ExposureShownFragment,
  ExposureStatus,
  FunctionRunQuery,
  FunctionRunStatus,
  FunctionRunShownFragment,
} from './generated.js';
import { isUnderWay } from './run-state.js';
import { Thrown } from './thrown.js';

/** As high whatever it holds, so that nothing below moves when that comes. */
const height = 'flex h-48 flex-col lg:h-60';

/** What is longer than its card, and is not in a frame of its own. */
function Scrolling({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keyboard (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className="min-h-0 overflow-auto">
      {children}
    </section>
  );
}

/** What started a run. */
export function RunEvent({ event }: { event: NonNullable<FunctionRunQuery['functionRun']>['event'] }) {
  return (
    <Card title="Event" className={height}>
      <p className="mb-2 truncate font-mono text-xs" title={event.name}>
        {event.name}
      </p>
      {event.externalId === null ? null : (
        <p className="mb-2 truncate text-xs text-muted" title={event.externalId}>
          Sent with the id {event.externalId}
        </p>
      )}
      <JsonBlock label="Data of the event" value={event.data} className="min-h-0" />
    </Card>
  );
}

/** What came of a run: what its handler returned, or why it failed. */
export function RunOutcome({ run: { status, output, error } }: { run: FunctionRunShownFragment }) {
  if (error)
    return (
      <Card title="Error" className={height}>
        <Scrolling label="Error of the run">
          <Thrown error={error} />
        </Scrolling>
      </Card>
    );
  return (
    <Card title="Output" className={height}>
      {output === null ? (
        <p className="text-sm text-muted">{nothing(status)}</p>
      ) : (
        <JsonBlock label="Output of the run" value={output} className="min-h-0" />
      )}
    </Card>
  );
}

function nothing(status: FunctionRunStatus): string {
  if (isUnderWay(status)) return 'Nothing yet: the run is under way.';
  return status === 'CANCELLED' ? 'Nothing: the run was cancelled.' : 'The handler returned nothing.';
}

const exposureLooks: Record<ExposureStatus, { label: string; tone: Tone; icon: ReactNode }> = {
  RUNNING: { label: 'Under way', tone: 'accent', icon: <LoaderCircle aria-hidden size={13} /> },
  COMPLETED: { label: 'Completed', tone: 'good', icon: <CircleCheck aria-hidden size={13} /> },
  FAILED: { label: 'Failed', tone: 'bad', icon: <CircleX aria-hidden size={13} /> },
};

/** The variants that a run was given. */
export function RunExposures({ exposures }: { exposures: ExposureShownFragment[] }) {
  return (
    <Card title="Variants given" className={height}>
      {exposures.length === 0 ? (
        <p className="text-sm text-muted">It was given no variant of a live experiment.</p>
      ) : (
        <Scrolling label="Exposures of the run">
          <ul className="grid gap-3 text-sm">
            {exposures.map((exposure, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: exposures only come after those that are there
              <Exposure key={place} exposure={exposure} />
            ))}
          </ul>
        </Scrolling>
      )}
    </Card>
  );
}

function Exposure({
  exposure: { liveExperiment, variant, status, durationMs, cost, error, parent },
}: {
  exposure: ExposureShownFragment;
}) {
  const { label, tone, icon } = exposureLooks[status];
  return (
    <li className="grid gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{variant}</span>
        <Badge tone={tone} icon={icon}>
          {label}
        </Badge>
      </div>
      <p className="text-xs text-muted">
        of{' '}
        <Link to="/live/$liveExperimentId" params={{ liveExperimentId: liveExperiment.id }} className="text-accent underline">
          {liveExperiment.name}
        </Link>
        {parent ? `, in ${parent.variant} of ${parent.liveExperiment.name}` : ''}
      </p>
      {status === 'RUNNING' ? null : (
        <p className="text-xs text-muted">
          Its steps took {formatDuration(durationMs)}; their cost: {formatCost(cost)}
        </p>
      )}
      {error ? (
        <p className="text-xs break-words text-bad">
          {error.type}: {error.message}
        </p>
      ) : null}
    </li>
  );
}
