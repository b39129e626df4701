import { useState } from 'react';
import { CheckField } from '../parts/field.js';
import { useFormProblems } from '../use-form-problems.js';
import { draftOf, emptyDraft, readConfiguration } from './configuration-draft.js';
import { ConfigurationFields } from './configuration-fields.js';
import { configurationFormFields } from './configuration-form.js';
import type { VariantToChangeFragment } from './generated.js';
import { isJsonObject } from './json.js';
import { fieldsOf } from './parameter-fields.js';
import { type ExperimentOfVariant, useSaveVariant } from './save-variant.js';
import { whyFixed } from './tree.js';
import { Fixed, VariantForm, variantFormFields } from './variant-form.js';

interface RootFormProps {
  experiment: ExperimentOfVariant;
  /** The variant to change; null: a new one. */
  variant: VariantToChangeFragment | null;
  onClose: () => void;
}

/** Adds a variant with a configuration of its own, or changes one. */
export function RootForm({ experiment, variant, onClose }: RootFormProps) {
  const { id, type, locked, variants } = experiment;
  const steps = experiment.steps.map(({ externalId, step }) => ({ externalId, parameters: step.parameters }));
  const fields = fieldsOf(type, steps);
  const saving = useSaveVariant(id, variant, onClose);
  const [name, setName] = useState(variant?.name ?? '');
  const [hypothesis, setHypothesis] = useState({
    hypothesis: variant?.hypothesis ?? '',
    expectation: variant?.expectation ?? ('IMPROVED' as const),
  });
  const [draft, setDraft] = useState(() =>
    variant && isJsonObject(variant.configuration) ? draftOf(fields, variant.configuration) : emptyDraft,
  );
  const [baseline, setBaseline] = useState(variant?.baseline ?? false);
  const fixed = variant && whyFixed(variants, variant, locked);
  const mayBeBaseline = type !== 'WEBHOOK' && !fixed && variants.every((each) => each.parent !== null || each.id === variant?.id);
  const problems = useFormProblems(
    {
      ...variantFormFields(name, hypothesis),
      ...(fixed ? {} : configurationFormFields('configuration', fields, draft)),
      ...(mayBeBaseline ? { baseline: { label: 'This is the baseline', value: baseline } } : {}),
    },
    saving.problem,
  );
  const submit = (): void => {
    if (fixed) return void saving.save(name, hypothesis, null);
    const read = readConfiguration(fields, draft);
    if ('configuration' in read)
      void saving.save(name, hypothesis, { configuration: read.configuration, ...(mayBeBaseline ? { baseline } : {}) });
  };
  return (
    <VariantForm
      variant={variant}
      name={name}
      onName={setName}
      hypothesis={hypothesis}
      onHypothesis={setHypothesis}
      problems={problems}
      busy={saving.busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {fixed ? (
        <Fixed>{fixed}</Fixed>
      ) : (
        <>
          {type === 'WEBHOOK' && steps.length === 0 ? (
            <p className="text-sm text-muted">
              The experiment has no steps in scope yet, so there is nothing to set. Choose them first, with “Edit” on its page.
            </p>
          ) : null}
          <ConfigurationFields fields={fields} draft={draft} onChange={setDraft} root="configuration" at={problems.at} />
        </>
      )}
      {mayBeBaseline ? (
        <CheckField
          label="This is the baseline"
          hint="The only variant with a configuration of its own: all others branch from it, and are compared with it."
          checked={baseline}
          error={problems.at('baseline')}
          onChange={(event) => setBaseline(event.target.checked)}
        />
      ) : null}
    </VariantForm>
  );
}
