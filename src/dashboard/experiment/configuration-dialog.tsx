import { Dialog } from '../parts/dialog.js';

interface ConfigurationDialogProps {
  title: string;
  configuration: unknown;
  onClose: () => void;
}

/** All that a variant runs with, or that a run had. */
export function ConfigurationDialog({ title, configuration, onClose }: ConfigurationDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <pre className="rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap">
        {JSON.stringify(configuration, null, 2)}
      </pre>
    </Dialog>
  );
}
