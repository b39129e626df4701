import { History } from 'lucide-react';
import { Badge } from '../parts/badge.js';
import { configurationChanges } from './configuration-changes.js';
import type { VariantEntryFragment } from './generated.js';
import { RunState } from './run-state.js';

/** How the newest run of a variant stands, and whether it is of another configuration than the variant has now. */
export function NewestRun({ variant: { latestRun, effectiveConfiguration } }: { variant: VariantEntryFragment }) {
  if (!latestRun) return <span className="text-muted">Never ran</span>;
  const changed = configurationChanges(latestRun.configuration, effectiveConfiguration).length > 0;
  return (
    <div className="grid justify-items-start gap-1">
      <RunState run={latestRun} />
      {changed ? (
        <Badge
          tone="warn"
          icon={<History aria-hidden size={13} />}
          title="The figures are those of the configuration that the variant had then. Run it again for its present ones."
        >
          Changed since this run
        </Badge>
      ) : null}
    </div>
  );
}
