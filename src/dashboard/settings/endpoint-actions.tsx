import { useState } from 'react';
import { Button } from '../parts/button.js';
import { useMay } from '../session/session.js';
import { EndpointDialog } from './endpoint-dialog.js';
import type { EndpointSettingsFragment } from './generated.js';
import { RemoveEndpointDialog } from './remove-endpoint-dialog.js';
import { WithoutCache } from './without-cache.js';

interface EndpointActionsProps {
  endpoint: EndpointSettingsFragment;
  /** It was changed, and is to be read again. */
  onChanged: () => void;
}

/** What an admin can do to an endpoint as a whole. */
export function EndpointActions({ endpoint, onChanged }: EndpointActionsProps) {
  const mayAdminister = useMay('administer');
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const close = () => setOpen(null);
  if (!mayAdminister) return null;
  return (
    <>
      <Button onClick={() => setOpen('edit')}>Edit</Button>
      <Button kind="danger" onClick={() => setOpen('remove')}>
        Remove
      </Button>
      {open === 'edit' ? (
        <WithoutCache>
          <EndpointDialog endpoint={endpoint} onClose={close} onSaved={onChanged} />
        </WithoutCache>
      ) : null}
      {open === 'remove' ? <RemoveEndpointDialog endpoint={endpoint} onClose={close} /> : null}
    </>
  );
}
