import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge, type Tone } from '../parts/badge.js';
import { none } from '../quantities.js';
import type { Expectation, HypothesisOutcome } from './generated.js';

const expectations: Record<Expectation, string> = {
  IMPROVED: 'Expected to improve',
  NOT_REGRESSED: 'Expected not to regress',
};

const outcomeLooks: Record<HypothesisOutcome, { label: string; tone: Tone; icon: ReactNode }> = {
  CONFIRMED: { label: 'Confirmed', tone: 'good', icon: <CircleCheck aria-hidden size={13} /> },
  REFUTED: { label: 'Refuted', tone: 'bad', icon: <CircleX aria-hidden size={13} /> },
  UNDECIDED: { label: 'Undecided', tone: 'neutral', icon: <CircleDashed aria-hidden size={13} /> },
};

interface HypothesisProps {
  text: string | null;
  expectation: Expectation | null;
  /** Undefined until it was read. */
  outcome: HypothesisOutcome | null | undefined;
}

/** What was expected of a variant, and whether that came true. */
export function Hypothesis({ text, expectation, outcome }: HypothesisProps) {
  if (text === null) return none;
  const look = outcome ? outcomeLooks[outcome] : null;
  return (
    <div className="grid max-w-80 justify-items-start gap-1">
      <p className="text-xs break-words">{text}</p>
      <span className="flex min-h-6 items-center gap-2 text-xs whitespace-nowrap text-muted">
        {expectation ? expectations[expectation] : null}
        {look ? (
          <Badge tone={look.tone} icon={look.icon}>
            {look.label}
          </Badge>
        ) : null}
      </span>
    </div>
  );
}
