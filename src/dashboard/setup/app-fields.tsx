import { useId, useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { SelectField } from '../parts/field.js';
import { Loaded } from '../parts/loaded.js';
import { groupAttributes } from '../use-form-problems.js';
import { EndpointChoicesDocument, type StepChoiceFragment, StepChoicesDocument } from './generated.js';
import { NewStep } from './new-step.js';
import type { SetupProps, StepDraft } from './setup-draft.js';
import { StepChoice } from './step-choice.js';

/** Of the type WEBHOOK: which application is called. */
export function EndpointChoice({ draft, onChange, at }: SetupProps) {
  const [{ data }] = useQuery({ query: EndpointChoicesDocument });
  return (
    <SelectField
      label="Endpoint"
      hint="Where your application answers. Endpoints are added in the settings."
      value={draft.endpointId}
      error={at('endpointId')}
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

/** Of the type WEBHOOK: which steps of the application variants may change, in which parameters. */
export function StepChoices({ draft: { steps }, onChange, at }: SetupProps) {
  const [query, readAgain] = useQuery({ query: StepChoicesDocument });
  const [adding, setAdding] = useState(false);
  const id = useId();
  const problem = at('steps');
  const put = (step: StepDraft): void => onChange((draft) => ({ steps: withStep(draft.steps, step) }));
  return (
    <fieldset className="grid min-w-0 gap-2" {...groupAttributes(problem, id)}>
      <legend className="mb-1 flex w-full flex-wrap items-center justify-between gap-2 text-sm font-medium">
        Steps in scope
        <Button aria-expanded={adding} onClick={() => setAdding(!adding)}>
          New step
        </Button>
      </legend>
      {problem ? (
        <p id={id} role="alert" className="text-xs text-bad">
          {problem}
        </p>
      ) : null}
      {adding ? (
        <NewStep
          onAdded={(step) => {
            setAdding(false);
            put(inScope(step));
          }}
          onCancel={() => setAdding(false)}
        />
      ) : null}
      <Loaded query={query} onRetry={readAgain} lines={2}>
        {({ inferenceSteps: { edges } }) =>
          edges.length === 0 ? (
            <p className="text-sm text-muted">There is no inference step yet. Add the first with “New step”.</p>
          ) : (
            edges.map(({ node }) => {
              const taken = steps.find((each) => each.id === node.id) ?? null;
              return (
                <StepChoice
                  key={node.id}
                  step={node}
                  taken={taken}
                  onChange={put}
                  onToggle={() => (taken ? onChange({ steps: steps.filter((each) => each !== taken) }) : put(inScope(node)))}
                />
              );
            })
          )
        }
      </Loaded>
    </fieldset>
  );
}

function withStep(steps: readonly StepDraft[], step: StepDraft): readonly StepDraft[] {
  const isTaken = steps.some((each) => each.id === step.id);
  return isTaken ? steps.map((each) => (each.id === step.id ? step : each)) : [...steps, step];
}

/** A step as it is taken into scope: variants may override all that it accepts. */
function inScope({ id, externalId, parameters }: StepChoiceFragment): StepDraft {
  return { id, externalId, parameters, overridable: parameters.map(({ name }) => name) };
}
