import { GitFork, Pencil, Play, Trash2 } from 'lucide-react';
import { useMay } from '../session/session.js';
import { isActive } from '../active.js';
import type { VariantEntryFragment } from './generated.js';
import { IconButton } from './icon-button.js';
import type { OnVariantWish } from './variant-wish.js';

interface VariantActionsProps {
  variant: VariantEntryFragment;
  /** The id of the variant whose run is being started. */
  starting: string | null;
  onWish: OnVariantWish;
}

/** What can be done with a variant. */
export function VariantActions({ variant, starting, onWish }: VariantActionsProps) {
  const mayAdminister = useMay('administer');
  const { name, latestRun } = variant;
  return (
    <span className="inline-flex">
      <IconButton
        label={`${latestRun ? 'Run again' : 'Run'}: ${name}`}
        icon={<Play aria-hidden size={16} />}
        busy={starting === variant.id}
        disabled={starting !== null || (latestRun !== null && isActive(latestRun.status))}
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
