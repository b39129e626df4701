import { useState } from 'react';
import { useQuery } from 'urql';
import { problemOf } from '../graph/use-command.js';
import { Badge } from '../parts/badge.js';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { SelectField } from '../parts/field.js';
import { Loaded } from '../parts/loaded.js';
import type { StepDraft } from './experiment-draft.js';
import { EndpointChoicesDocument, type StepChoiceFragment, StepChoicesDocument } from './generated.js';
import { NewStep } from './new-step.js';
import type { SectionProps } from './section.js';

/** Of the type WEBHOOK: which application is called, and which of its steps variants may change, in which parameters. */
export function StepsSection({ draft, onChange, problem }: SectionProps) {
  const [query, readAgain] = useQuery({ query: StepChoicesDocument });
  const [adding, setAdding] = useState(false);
  const put = (step: StepDraft): void => {
    const isTaken = draft.steps.some(({ id }) => id === step.id);
    onChange({ steps: isTaken ? draft.steps.map((each) => (each.id === step.id ? step : each)) : [...draft.steps, step] });
  };
  const wrong = problemOf(problem, 'steps');
  return (
    <Card
      title="Your application"
      actions={
        <Button aria-expanded={adding} onClick={() => setAdding(!adding)}>
          New step
        </Button>
      }
    >
      <div className="grid gap-4">
        {adding ? (
          <NewStep
            onAdded={(step) => {
              setAdding(false);
              put(inScope(step));
            }}
            onCancel={() => setAdding(false)}
          />
        ) : null}
        <EndpointSelect draft={draft} onChange={onChange} problem={problem} />
        <fieldset className="grid min-w-0 gap-2">
          <legend className="mb-1 text-sm font-medium">Steps in scope</legend>
          {wrong ? (
            <p role="alert" className="text-xs text-bad">
              {wrong}
            </p>
          ) : null}
          <Loaded query={query} onRetry={readAgain} lines={2}>
            {({ inferenceSteps }) =>
              inferenceSteps.edges.length === 0 ? (
                <p className="text-sm text-muted">There is no inference step yet. Add the first with “New step”.</p>
              ) : (
                inferenceSteps.edges.map(({ node }) => (
                  <StepChoice
                    key={node.id}
                    step={node}
                    taken={draft.steps.find(({ id }) => id === node.id) ?? null}
                    onTake={put}
                    onLeave={() => onChange({ steps: draft.steps.filter(({ id }) => id !== node.id) })}
                  />
                ))
              )
            }
          </Loaded>
        </fieldset>
      </div>
    </Card>
  );
}

/** A step as it is taken into scope: variants may override all that it accepts. */
function inScope({ id, externalId, parameters }: StepChoiceFragment): StepDraft {
  return { id, externalId, parameters, overridable: parameters.map(({ name }) => name) };
}

function EndpointSelect({ draft, onChange, problem }: SectionProps) {
  const [{ data }] = useQuery({ query: EndpointChoicesDocument });
  return (
    <SelectField
      label="Endpoint"
      hint="Where your application answers. Endpoints are added in the settings."
      value={draft.endpointId}
      error={problemOf(problem, 'endpointId')}
      onChange={(event) => onChange({ endpointId: event.target.value })}
    >
      <option value="">Choose …</option>
      {data?.endpoints.map(({ id, name, url }) => (
        <option key={id} value={id}>
          {`${name} · ${url}`}
        </option>
      ))}
    </SelectField>
  );
}

interface StepChoiceProps {
  step: StepChoiceFragment;
  /** Null: it is not in scope. */
  taken: StepDraft | null;
  onTake: (step: StepDraft) => void;
  onLeave: () => void;
}

function StepChoice({ step, taken, onTake, onLeave }: StepChoiceProps) {
  return (
    <div className="grid gap-2 rounded-md border border-line p-3 text-sm">
      <label className="flex min-h-6 flex-wrap items-center gap-2">
        <input
          type="checkbox"
          checked={taken !== null}
          onChange={() => (taken ? onLeave() : onTake(inScope(step)))}
          className="size-4 accent-accent"
        />
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
                  onChange={(event) => onTake({ ...taken, overridable: toggled(taken, name, event.target.checked) })}
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
