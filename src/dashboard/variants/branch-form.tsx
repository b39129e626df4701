import { useState } from 'react';
import { SelectField } from '../parts/field.js';
import { useFormProblems } from '../use-form-problems.js';
import type { VariantToChangeFragment } from './generated.js';
import { draftOfOverride, overrideFieldsOf, overrideFormFields, readOverride } from './override-draft.js';
import { OverrideFields } from './override-fields.js';
import { type ExperimentOfVariant, useSaveVariant } from './save-variant.js';
import { descendantsOf, whyFixed } from './tree.js';
import { Fixed, VariantForm, variantFormFields } from './variant-form.js';

interface BranchFormProps {
  experiment: ExperimentOfVariant;
  /** The variant to branch from at first. */
  parentId: string;
  /** The variant to change; null: a new one. */
  variant: VariantToChangeFragment | null;
  onClose: () => void;
}

const noChange = { step: null, parameter: '', text: '' };

/** Branches a variant from another, with one change on top of it, or changes one that was. */
export function BranchForm({ experiment, parentId: first, variant, onClose }: BranchFormProps) {
  const { id, type, locked, variants } = experiment;
  const steps = experiment.steps.map(({ externalId, overridableParameters: parameters }) => ({ externalId, parameters }));
  const fields = overrideFieldsOf(type, steps);
  const saving = useSaveVariant(id, variant, onClose);
  const [name, setName] = useState(variant?.name ?? '');
  const [hypothesis, setHypothesis] = useState({
    hypothesis: variant?.hypothesis ?? '',
    expectation: variant?.expectation ?? ('IMPROVED' as const),
  });
  const [parentId, setParentId] = useState(first);
  const [draft, setDraft] = useState(() => (variant?.override ? draftOfOverride(fields, variant.override) : noChange));
  const below = variant ? [variant, ...descendantsOf(variants, variant.id)] : [];
  const parents = variants.filter((each) => !below.some((own) => own.id === each.id));
  const fixed = variant && whyFixed(variants, variant, locked);
  const problems = useFormProblems(
    {
      ...variantFormFields(name, hypothesis),
      ...(fixed ? {} : { parentId: { label: 'Branches from', value: parentId }, ...overrideFormFields(fields, draft) }),
    },
    saving.problem,
  );
  const submit = (): void => {
    if (fixed) return void saving.save(name, hypothesis, null);
    const read = readOverride(fields, draft);
    if ('override' in read) void saving.save(name, hypothesis, { parentId, override: read.override });
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
          <SelectField
            label="Branches from"
            value={parentId}
            error={problems.at('parentId')}
            onChange={(event) => setParentId(event.target.value)}
          >
            {parents.map((parent) => (
              <option key={parent.id} value={parent.id}>
                {parent.baseline ? `${parent.name} (baseline)` : parent.name}
              </option>
            ))}
          </SelectField>
          <OverrideFields
            steps={steps}
            fields={fields}
            open={type === 'CUSTOM'}
            configuration={variants.find((parent) => parent.id === parentId)?.effectiveConfiguration}
            draft={draft}
            onChange={setDraft}
            at={problems.at}
          />
        </>
      )}
    </VariantForm>
  );
}
