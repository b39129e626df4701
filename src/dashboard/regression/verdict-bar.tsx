import { Equal, TrendingDown, TrendingUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { textTones, type Tone } from '../parts/badge.js';
import { classes } from '../parts/classes.js';
import { formatCount, formatCounted } from '../quantities.js';
import type { ReportNumbersFragment } from './generated.js';

interface Part {
  name: 'improved' | 'regressed' | 'unchanged';
  tone: Tone;
  fill: string;
  icon: ReactNode;
}

const parts: Part[] = [
  { name: 'improved', tone: 'good', fill: 'bg-good text-surface', icon: <TrendingUp aria-hidden size={14} /> },
  { name: 'regressed', tone: 'bad', fill: 'bg-bad text-surface', icon: <TrendingDown aria-hidden size={14} /> },
  { name: 'unchanged', tone: 'neutral', fill: 'bg-neutral-soft text-ink', icon: <Equal aria-hidden size={14} /> },
];
/** A part narrower than this has no room for its count, as a share of the bar. */
const roomForCount = 0.08;

/** The shape of the change: how much of the compared items improved, regressed and stayed, to scale. */
export function VerdictBar({ summary }: { summary: ReportNumbersFragment }) {
  const { comparedItems, newlyFailing, newlyWorking } = summary;
  return (
    <div>
      <div aria-hidden className="flex h-6 gap-0.5 overflow-hidden rounded-md bg-sunken text-xs font-medium">
        {parts.map(({ name, fill, icon }) =>
          summary[name] === 0 ? null : (
            <div
              key={name}
              className={classes('flex min-w-1 basis-0 items-center justify-center gap-1 overflow-hidden', fill)}
              style={{ flexGrow: summary[name] }}
            >
              {summary[name] < roomForCount * comparedItems ? null : (
                <>
                  {icon}
                  {formatCount(summary[name])}
                </>
              )}
            </div>
          ),
        )}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {parts.map(({ name, tone, icon }) => (
          <li key={name} className={classes('inline-flex items-center gap-1 font-medium', textTones[tone])}>
            {icon}
            {formatCount(summary[name])} {name}
          </li>
        ))}
        <li className="text-muted">of {formatCounted(comparedItems, 'compared item')}</li>
        {newlyFailing > 0 ? <li className="text-bad">{formatCount(newlyFailing)} newly failing</li> : null}
        {newlyWorking > 0 ? <li className="text-good">{formatCount(newlyWorking)} newly working</li> : null}
      </ul>
    </div>
  );
}
