import { FileUp } from 'lucide-react';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { classes } from '../parts/classes.js';
import { formatBytes } from '../quantities.js';

interface DropZoneProps {
  file: File | null;
  onFile(file: File): void;
}

/** Takes a file that is dropped on it, or chosen with the button, which works by keyboard. */
export function DropZone({ file, onFile }: DropZoneProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    // What was dropped, or chosen before, stands at the button as what was chosen with it.
    if (!file || !input.current) return;
    const chosen = new DataTransfer();
    chosen.items.add(file);
    input.current.files = chosen.files;
  }, [file]);
  useEffect(() => {
    // A file that misses the zone would be opened by the browser in place of the page.
    const ignore = (event: Event) => event.preventDefault();
    addEventListener('dragover', ignore);
    addEventListener('drop', ignore);
    return () => {
      removeEventListener('dragover', ignore);
      removeEventListener('drop', ignore);
    };
  }, []);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) onFile(dropped);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to do what the button inside does
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={classes(
        'grid grid-cols-1 justify-items-start gap-2 rounded-lg border-2 border-dashed p-4',
        isOver ? 'border-accent bg-accent-soft' : 'border-edge bg-sunken',
      )}
    >
      <label htmlFor={id} className="flex items-center gap-2 text-sm font-medium">
        <FileUp aria-hidden size={18} className="shrink-0 text-muted" />
        Drop a JSONL or CSV file here, or choose one
      </label>
      <input
        ref={input}
        id={id}
        type="file"
        accept=".jsonl,.ndjson,.csv,text/csv,application/jsonl"
        onChange={({ target }) => target.files?.[0] && onFile(target.files[0])}
        className="w-full min-w-0 text-sm file:mr-3 file:min-h-8 file:rounded-md file:border file:border-edge file:bg-surface file:px-3 file:py-1 file:text-ink"
      />
      <p className="text-xs text-muted">{file ? formatBytes(file.size) : 'UTF-8, at most 1 GiB.'}</p>
    </div>
  );
}
