import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../graph/use-command.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { type EndpointSettingsFragment, RemoveEndpointDocument } from './generated.js';

interface RemoveEndpointDialogProps {
  endpoint: EndpointSettingsFragment;
  onClose: () => void;
}

/** Removes an endpoint, and goes to the list. */
export function RemoveEndpointDialog({ endpoint: { id, name }, onClose }: RemoveEndpointDialogProps) {
  const navigate = useNavigate();
  const { run, busy, problem } = useCommand(RemoveEndpointDocument);
  const remove = async () => {
    if (await run({ id })) await navigate({ to: '/settings/endpoints', replace: true });
  };
  return (
    <ConfirmDialog
      title={`Remove ${name}?`}
      action="Remove the endpoint"
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>Its delivery log and its secrets go with it. Experiments whose app it was have none until you choose another.</p>
    </ConfirmDialog>
  );
}
