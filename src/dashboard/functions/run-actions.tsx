import { Ban, RotateCw } from 'lucide-react';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useMay } from '../session/session.js';
import { CancelFunctionRunDocument, type FunctionRunShownFragment, RetryFunctionRunDocument } from './generated.js';
import { isRetriable, isUnderWay } from './run-state.js';

/** Ends a run that is under way, and goes on with one that has failed or was cancelled. */
export function RunActions({ run: { id, status } }: { run: Pick<FunctionRunShownFragment, 'id' | 'status'> }) {
  const mayEdit = useMay('edit');
  const cancel = useCommand(CancelFunctionRunDocument);
  const retry = useCommand(RetryFunctionRunDocument);
  if (!mayEdit) return null;
  return (
    <div className="grid max-w-md justify-items-end gap-2">
      {isUnderWay(status) ? (
        <Button kind="danger" busy={cancel.busy} icon={<Ban aria-hidden size={16} />} onClick={() => void cancel.run({ id })}>
          Cancel
        </Button>
      ) : null}
      {isRetriable(status) ? (
        <Button kind="primary" busy={retry.busy} icon={<RotateCw aria-hidden size={16} />} onClick={() => void retry.run({ id })}>
          Retry
        </Button>
      ) : null}
      <ProblemNotice problem={cancel.problem ?? retry.problem} />
    </div>
  );
}
