import { useCommand } from '../graph/use-command.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { descendantsOf } from '../variants/tree.js';
import { DeleteVariantDocument, type VariantEntryFragment } from './generated.js';

interface DeleteVariantDialogProps {
  variant: VariantEntryFragment;
  /** All of the experiment’s. */
  variants: readonly VariantEntryFragment[];
  onClose: () => void;
}

/** Asks whether a variant may really go, and says what goes with it. */
export function DeleteVariantDialog({ variant, variants, onClose }: DeleteVariantDialogProps) {
  const deletion = useCommand(DeleteVariantDocument);
  const below = descendantsOf(variants, variant.id);
  const remove = async (): Promise<void> => {
    if (await deletion.run({ id: variant.id, withDescendants: below.length > 0 })) onClose();
  };
  return (
    <ConfirmDialog
      title={`Delete “${variant.name}”?`}
      action="Delete"
      busy={deletion.busy}
      problem={deletion.problem}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>Its runs and their results go with it. This can’t be taken back.</p>
      {below.length > 0 ? (
        <div>
          <p>So do all that branch from it:</p>
          <ul className="list-inside list-disc">
            {below.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
