import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../parts/classes.js';
import { formatPValue } from '../quantities.js';
import type { LiveExperimentShownFragment } from './generated.js';

/** Whether the figures of a live experiment can be trusted. It is always there, so that a warning moves nothing. */
export function SampleRatioNotice({ ratio }: { ratio: LiveExperimentShownFragment['sampleRatio'] }) {
  if (ratio === null)
    return (
      <Notice look="border-line bg-surface text-ink" icon={<CircleDashed aria-hidden size={18} />} title="No weights choose">
        The code chooses for itself, so that there are no shares to expect.
      </Notice>
    );
  if (!ratio.mismatch)
    return (
      <Notice
        look="border-line bg-surface text-ink"
        icon={<CircleCheck aria-hidden size={18} className="text-good" />}
        title={`The units are shared as the weights say (${pValue(ratio.pValue)})`}
      >
        Were they not, something else would choose as well, and no figure could be trusted.
      </Notice>
    );
  return (
    <Notice
      look="border-bad bg-bad-soft text-bad"
      icon={<TriangleAlert aria-hidden size={18} />}
      title={`Sample ratio mismatch: the units are not shared as the weights say (${pValue(ratio.pValue)})`}
    >
      Something else chooses as well: a variant that loses its runs, a bot, a value that is not what it seems. Find it before you
      believe any other figure here.
    </Notice>
  );
}

function pValue(p: number): string {
  const formatted = formatPValue(p);
  return formatted.startsWith('<') ? `p ${formatted}` : `p = ${formatted}`;
}

interface NoticeProps {
  look: string;
  icon: ReactNode;
  title: string;
  children: ReactNode;
}

function Notice({ look, icon, title, children }: NoticeProps) {
  return (
    <div role="status" className={classes('min-h-24 rounded-lg border p-4 sm:min-h-20', look)}>
      <p className="flex items-start gap-2 font-medium">
        <span className="mt-0.5 shrink-0">{icon}</span>
        {title}
      </p>
      <p className="mt-1 text-sm text-ink">{children}</p>
    </div>
  );
}
