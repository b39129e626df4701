import { Flag, Trophy } from 'lucide-react';
import { Badge } from '../parts/badge.js';
import { ConfigurationButton } from './configuration-button.js';
import { configurationWords, overrideWords } from './configuration-words.js';
import type { VariantEntryFragment } from './generated.js';
import type { OnVariantWish } from './variant-wish.js';

interface VariantNameProps {
  variant: VariantEntryFragment;
  isWinner: boolean;
  onWish: OnVariantWish;
}

/** What a variant is called, and in short what it runs with: a root its configuration, a child what it changes. */
export function VariantName({ variant, isWinner, onWish }: VariantNameProps) {
  const { name, baseline, override, effectiveConfiguration } = variant;
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        {name}
        {baseline ? (
          <Badge tone="accent" icon={<Flag aria-hidden size={13} />}>
            Baseline
          </Badge>
        ) : null}
        {isWinner ? (
          <Badge tone="good" icon={<Trophy aria-hidden size={13} />}>
            Winner
          </Badge>
        ) : null}
      </span>
      <ConfigurationButton
        lines={3}
        words={override ? overrideWords(override) : configurationWords(effectiveConfiguration)}
        onClick={() => onWish('configuration', variant)}
      />
    </>
  );
}
