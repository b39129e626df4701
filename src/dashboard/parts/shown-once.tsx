import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.js';

interface ShownOnceProps {
  label: string;
  /** What was made, and that it must be copied now. */
  told: string;
  value: string;
}

/** Something secret that was just made, to be copied: nobody can read it again. It is no field, whose content browsers and React remember. */
export function ShownOnce({ label, told, value }: ShownOnceProps) {
  const [copied, setCopied] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const shown = useRef<HTMLOutputElement>(null);
  const id = useId();
  useEffect(() => frame.current?.querySelector('button')?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Browsers give no clipboard to pages that are not served securely: what is selected can be copied by hand.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
    }
  };
  return (
    <div ref={frame} className="grid gap-2 rounded-md border border-good bg-good-soft p-3">
      <p role="status" className="text-sm font-medium text-good">
        {told}
      </p>
      <p id={id} className="text-sm font-medium">
        {label}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <output
          ref={shown}
          aria-labelledby={id}
          className="min-w-0 grow basis-64 rounded-md border border-edge bg-surface px-2.5 py-1.5 font-mono text-sm break-all select-all"
        >
          {value}
        </output>
        <Button icon={copied ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />} onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </div>
  );
}
