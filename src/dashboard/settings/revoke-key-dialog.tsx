import { useCommand } from '../graph/use-command.js';
import { signOut } from '../session/session.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { type ApiKeyEntryFragment, RevokeApiKeyDocument } from './generated.js';

interface RevokeKeyDialogProps {
  apiKey: ApiKeyEntryFragment;
  /** Whether it is the key of this session. */
  isOwn: boolean;
  onClose: () => void;
}

/** Makes a key useless for good; with one’s own the session ends. */
export function RevokeKeyDialog({ apiKey: { id, name }, isOwn, onClose }: RevokeKeyDialogProps) {
  const { run, busy, problem } = useCommand(RevokeApiKeyDocument);
  const revoke = async () => {
    if (!(await run({ id }))) return;
    if (isOwn) await signOut();
    else onClose();
  };
  return (
    <ConfirmDialog
      title={`Revoke ${name}?`}
      action="Revoke for good"
      busy={busy}
      problem={problem}
      onConfirm={() => void revoke()}
      onClose={onClose}
    >
      <p>From now on it opens nothing, and all sessions that it opened end. This can’t be undone.</p>
      {isOwn ? (
        <p className="rounded-md bg-warn-soft p-3 font-medium text-warn">
          This is the key that you signed in with: you will be signed out.
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
