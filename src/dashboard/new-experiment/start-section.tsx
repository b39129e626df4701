import { Card } from '../parts/card.js';
import { CheckField, TextField } from '../parts/field.js';
import { hasBaseline } from './experiment-draft.js';
import type { SectionProps } from './section.js';

/** Whether the first runs start at once, and how often every item is run. */
export function StartSection({ draft, onChange, at }: SectionProps) {
  return (
    <Card title="Start">
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <CheckField
          label="Start now"
          hint={hasBaseline(draft) ? 'One run of the baseline, over all tasks.' : 'One run of each variant, over all tasks.'}
          checked={draft.start}
          onChange={(event) => onChange({ start: event.target.checked })}
        />
        {draft.start ? (
          <TextField
            label="Trials"
            hint="How often every item is run: more tell noise from differences."
            type="number"
            step="1"
            value={draft.trials}
            error={at('trials')}
            onChange={(event) => onChange({ trials: event.target.value })}
          />
        ) : null}
      </div>
    </Card>
  );
}
