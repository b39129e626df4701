import { Button } from './button.js';

interface FormActionsProps {
  /** What the button says that sends the form. */
  action: string;
  busy: boolean;
  disabled?: boolean;
  /** What the other button says; `Cancel` where nothing is told. */
  leave?: string;
  onLeave: () => void;
}

/** The end of a form: what sends it, and what leaves it. */
export function FormActions({ action, busy, disabled, leave = 'Cancel', onLeave }: FormActionsProps) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={onLeave}>{leave}</Button>
      <Button kind="primary" type="submit" busy={busy} disabled={disabled}>
        {action}
      </Button>
    </div>
  );
}
