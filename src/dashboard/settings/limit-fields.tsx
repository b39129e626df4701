import { TextField } from '../parts/field.js';
import { hourMs, type LimitsDraft, mostCalls } from './limits.js';

interface LimitFieldsProps {
  /** What is limited: `Calls`. */
  what: string;
  limits: LimitsDraft;
  at: (path: string) => string | null;
  onChange: (changed: Partial<LimitsDraft>) => void;
}

/** What calls or requests are held to, over all processes. */
export function LimitFields({ what, limits, at, onChange }: LimitFieldsProps) {
  return (
    <fieldset className="grid gap-3 sm:grid-cols-3">
      <legend className="mb-1 text-xs text-muted">Limits over all runs and processes. Empty: none.</legend>
      <TextField
        label={`${what} at once`}
        type="number"
        min={1}
        max={mostCalls}
        value={limits.concurrency}
        error={at('concurrency')}
        onChange={(event) => onChange({ concurrency: event.target.value })}
      />
      <TextField
        label={`${what} in a window`}
        type="number"
        min={1}
        max={mostCalls}
        value={limits.rateLimit}
        error={at('rateLimit')}
        onChange={(event) => onChange({ rateLimit: event.target.value })}
      />
      <TextField
        label="Window, in ms"
        type="number"
        min={1}
        max={hourMs}
        value={limits.rateLimitWindowMs}
        error={at('rateLimitWindowMs')}
        onChange={(event) => onChange({ rateLimitWindowMs: event.target.value })}
      />
    </fieldset>
  );
}
