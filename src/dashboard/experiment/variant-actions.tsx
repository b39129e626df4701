import { GitFork, Pencil, Play, Trash2 } from 'lucide-react';
import { useMay } from '../session/session.js';
import { isActive } from './active.js';
import type { VariantEntryFragment } from './generated.js';
import { IconButton } from './icon-button.js';
import type { OnVariantWish } from './variant-wish.js';

interface VariantActionsProps {
  variant: VariantEntryFragment;
  onWish: OnVariantWish;
}

/** What can be done with a variant. */
export function VariantActions({ variant, onWish }: VariantActionsProps) {
  const mayAdminister = useMay('administer');
  const { name, latestRun } = variant;
  return (
    <span className="inline-flex">
      <IconButton
        label={`${latestRun ? 'Run again' : 'Run'}: ${name}`}
        icon={<Play aria-hidden size={16} />}
        disabled={latestRun !== null && isActive(latestRun.status)}
        onClick={() => onWish('run', variant)}
      />
      <IconButton
        label={`Branch from ${name}`}
        icon={<GitFork aria-hidden size={16} />}
        onClick={() => onWish('branch', variant)}
      />
      <IconButton label={`Edit ${name}`} icon={<Pencil aria-hidden size={16} />} onClick={() => onWish('edit', variant)} />
      {mayAdminister ? (
        <IconButton label={`Delete ${name}`} icon={<Trash2 aria-hidden size={16} />} onClick={() => onWish('delete', variant)} />
      ) : null}
    </span>
  );
}
