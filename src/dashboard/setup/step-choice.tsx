import { Badge } from '../parts/badge.js';
import type { StepChoiceFragment } from './generated.js';
import type { StepDraft } from './setup-draft.js';

interface StepChoiceProps {
  step: StepChoiceFragment;
  /** Null: it is not in scope. */
  taken: StepDraft | null;
  onChange: (step: StepDraft) => void;
  /** Takes it into scope, or leaves it out. */
  onToggle: () => void;
}

/** A step that can be in scope, with the parameters that variants may then override. */
export function StepChoice({ step, taken, onChange, onToggle }: StepChoiceProps) {
  return (
    <div className="grid gap-2 rounded-md border border-line p-3 text-sm">
      <label className="flex min-h-6 flex-wrap items-center gap-2">
        <input type="checkbox" checked={taken !== null} onChange={onToggle} className="size-4 accent-accent" />
        <span className="font-mono break-all">{step.externalId}</span>
        <Badge>{step.kind}</Badge>
        {step.description ? <span className="text-muted">{step.description}</span> : null}
      </label>
      {taken ? (
        <fieldset className="pl-6">
          <legend className="mb-1 text-xs text-muted">Parameters that variants may override</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {taken.parameters.map(({ name }) => (
              <label key={name} className="flex min-h-6 items-center gap-2 font-mono text-xs">
                <input
                  type="checkbox"
                  checked={taken.overridable.includes(name)}
                  onChange={(event) => onChange({ ...taken, overridable: toggled(taken, name, event.target.checked) })}
                  className="size-4 accent-accent"
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
    </div>
  );
}

/** The parameters to override with one put in or left out, in the order of the step. */
function toggled({ parameters, overridable }: StepDraft, name: string, wanted: boolean): string[] {
  return parameters.map((parameter) => parameter.name).filter((each) => (each === name ? wanted : overridable.includes(each)));
}
