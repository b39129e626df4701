import { useState } from 'react';
import { problemOf } from '../graph/use-command.js';
import { CheckField } from '../parts/field.js';
import { draftOf, emptyDraft, readConfiguration } from './configuration-draft.js';
import { ConfigurationFields } from './configuration-fields.js';
import type { VariantToChangeFragment } from './generated.js';
import { isJsonObject } from './json.js';
import { fieldsOf } from './parameter-fields.js';
import { type ExperimentOfVariant, useSaveVariant } from './save-variant.js';
import { whyFixed } from './tree.js';
import { Fixed, VariantForm } from './variant-form.js';

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
  const submit = (): void => {
    if (fixed) return void saving.save(name, hypothesis, null);
    const read = readConfiguration(fields, draft);
    if ('misfit' in read) return saving.refuse(read.field, read.misfit);
    void saving.save(name, hypothesis, { configuration: read.configuration, ...(mayBeBaseline ? { baseline } : {}) });
  };
  return (
    <VariantForm
      variant={variant}
      name={name}
      onName={setName}
      hypothesis={hypothesis}
      onHypothesis={setHypothesis}
      saving={saving}
      shownAt={fixed ? [] : ['configuration', ...(mayBeBaseline ? ['baseline'] : [])]}
      onSubmit={submit}
      onClose={onClose}
    >
      {fixed ? (
        <Fixed>{fixed}</Fixed>
      ) : (
        <ConfigurationFields fields={fields} draft={draft} onChange={setDraft} problem={saving.problem} />
      )}
      {mayBeBaseline ? (
        <CheckField
          label="This is the baseline"
          hint="The only variant with a configuration of its own: all others branch from it, and are compared with it."
          checked={baseline}
          error={problemOf(saving.problem, 'baseline')}
          onChange={(event) => setBaseline(event.target.checked)}
        />
      ) : null}
    </VariantForm>
  );
}
