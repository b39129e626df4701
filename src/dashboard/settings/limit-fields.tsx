import { type Problem, problemOf } from '../graph/use-command.js';
import { TextField } from '../parts/field.js';
import type { LimitsDraft } from './limits.js';

/** The fields of limits, as a problem names them. */
export const limitFields = ['concurrency', 'rateLimit', 'rateLimitWindowMs'];

interface LimitFieldsProps {
  /** What is limited: `Calls`. */
  what: string;
  limits: LimitsDraft;
  problem: Problem | null;
  onChange: (changed: Partial<LimitsDraft>) => void;
}

/** What calls or requests are held to, over all processes. */
export function LimitFields({ what, limits, problem, onChange }: LimitFieldsProps) {
  return (
    <fieldset className="grid gap-3 sm:grid-cols-3">
      <legend className="mb-1 text-xs text-muted">Limits over all runs and processes. Empty: none.</legend>
      <TextField
        label={`${what} at once`}
        type="number"
        min={1}
        max={1_000_000}
        value={limits.concurrency}
        error={problemOf(problem, 'concurrency')}
        onChange={(event) => onChange({ concurrency: event.target.value })}
      />
      <TextField
        label={`${what} in a window`}
        type="number"
        min={1}
        max={1_000_000}
        value={limits.rateLimit}
        error={problemOf(problem, 'rateLimit')}
        onChange={(event) => onChange({ rateLimit: event.target.value })}
      />
      <TextField
        label="Window, in ms"
        type="number"
        min={1}
        max={3_600_000}
        required={limits.rateLimit !== ''}
        value={limits.rateLimitWindowMs}
        error={problemOf(problem, 'rateLimitWindowMs')}
        onChange={(event) => onChange({ rateLimitWindowMs: event.target.value })}
      />
    </fieldset>
  );
}
