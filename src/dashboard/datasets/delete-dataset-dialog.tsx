import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { type DatasetEntryFragment, DeleteDatasetDocument } from './generated.js';

/** Asks once more before a dataset is deleted with all that it has, and then goes to the list. */
export function DeleteDatasetDialog({ dataset, onClose }: { dataset: DatasetEntryFragment; onClose: () => void }) {
  const remove = useCommand(DeleteDatasetDocument);
  const navigate = useNavigate();

  async function confirm(): Promise<void> {
    if (await remove.run({ id: dataset.id })) await navigate({ to: '/datasets' });
  }

  return (
    <Dialog title={`Delete “${dataset.name}”?`} onClose={onClose}>
      <div className="grid gap-3 text-sm">
        <p>All of its versions and items go with it. This can’t be undone.</p>
        <ProblemNotice problem={remove.problem} title="The dataset stays" />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" busy={remove.busy} onClick={() => void confirm()}>
            Delete the dataset
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
