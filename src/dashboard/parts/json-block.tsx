import { classes } from './classes.js';

interface JsonBlockProps {
  /** What it is the content of, for those who hear it. */
  label: string;
  value: unknown;
  className?: string;
}

/** A JSON value as it is, indented; a text by itself, its line breaks kept. It scrolls in its own frame where it is long. */
export function JsonBlock({ label, value, className }: JsonBlockProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={classes('max-h-80 overflow-auto rounded-md bg-sunken p-3', className)}
    >
      <pre className="font-mono text-xs break-words whitespace-pre-wrap">
        {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
      </pre>
    </section>
  );
}
