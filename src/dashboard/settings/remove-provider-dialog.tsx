import { useCommand } from '../graph/use-command.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { RemoveProviderDocument } from './generated.js';
import type { StoredProvider } from './stored-provider.js';

interface RemoveProviderDialogProps {
  provider: StoredProvider;
  onClose: () => void;
}

export function RemoveProviderDialog({ provider: { id, name }, onClose }: RemoveProviderDialogProps) {
  const { run, busy, problem } = useCommand(RemoveProviderDocument);
  const remove = async () => {
    if (await run({ id })) onClose();
  };
  return (
    <ConfirmDialog
      title={`Remove ${name}?`}
      action="Remove the provider"
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>
        Its key goes with it, and runs of variants whose model it answers fail from then on. Where it is the default provider,
        there is none any more.
      </p>
    </ConfirmDialog>
  );
}
