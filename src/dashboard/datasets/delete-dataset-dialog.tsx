import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../graph/use-command.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { type DatasetEntryFragment, DeleteDatasetDocument } from './generated.js';

/** Asks once more before a dataset is deleted with all that it has, and then goes to the list. */
export function DeleteDatasetDialog({ dataset, onClose }: { dataset: DatasetEntryFragment; onClose: () => void }) {
  const remove = useCommand(DeleteDatasetDocument);
  const navigate = useNavigate();

  async function confirm(): Promise<void> {
    if (await remove.run({ id: dataset.id })) await navigate({ to: '/datasets' });
  }

  return (
    <ConfirmDialog
      title={`Delete “${dataset.name}”?`}
      action="Delete the dataset"
      busy={remove.busy}
      problem={remove.problem}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>All of its versions and items go with it. This can’t be undone.</p>
    </ConfirmDialog>
  );
}
