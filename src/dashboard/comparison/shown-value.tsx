import { classes } from '../parts/classes.js';

/** Objects of more fields are JSON in one piece: thousands of fields take seconds to be drawn. */
const mostFields = 50;

/** A JSON value to be read: text as it is, an object of a few fields field by field, all else as JSON. Nothing in it is taken for markup. */
export function ShownValue({ value }: { value: unknown }) {
  if (typeof value === 'string') return <Written text={value} />;
  const fields = isRecord(value) ? Object.entries(value) : [];
  if (fields.length === 0 || fields.length > mostFields) return <Written text={JSON.stringify(value, null, 2)} mono />;
  return (
    <dl className="grid gap-2">
      {fields.map(([key, held]) => (
        <div key={key}>
          <dt className="text-xs text-muted">{key}</dt>
          <dd>{typeof held === 'string' ? <Written text={held} /> : <Written text={JSON.stringify(held, null, 2)} mono />}</dd>
        </div>
      ))}
    </dl>
  );
}

function Written({ text, mono = hasColumns(text) }: { text: string; mono?: boolean }) {
  return (
    <pre className={classes('break-words whitespace-pre-wrap', mono ? 'font-mono text-[0.8125rem]' : 'font-sans text-sm')}>
      {text}
    </pre>
  );
}

/** Whether spaces put something below something else, which only letters of one width keep. */
function hasColumns(text: string): boolean {
  return /\S {2,}\S/.test(text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
