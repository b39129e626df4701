import { Dialog } from '../parts/dialog.js';
import type { VariantEntryFragment } from './generated.js';

/** All that a variant runs with. */
export function ConfigurationDialog({ variant, onClose }: { variant: VariantEntryFragment; onClose: () => void }) {
  return (
    <Dialog title={`What “${variant.name}” runs with`} onClose={onClose}>
      <pre className="rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap">
        {JSON.stringify(variant.effectiveConfiguration, null, 2)}
      </pre>
    </Dialog>
  );
}
