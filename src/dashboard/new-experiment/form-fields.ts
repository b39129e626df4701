import { answerFormFields } from '../experiment/answer-fields.js';
import { misfitOfCount, misfitOfLength, misfitOfName, misfitOfShare } from '../form-words.js';
import { setupFormFields } from '../setup/read-setup.js';
import type { FormFields } from '../use-form-problems.js';
import { configurationFormFields } from '../variants/configuration-form.js';
import { fieldsOf } from '../variants/parameter-fields.js';
import { evaluatorFieldsOf } from './evaluator-fields.js';
import { type EvaluatorDraft, type ExperimentDraft, firstVariants, type VariantDraft } from './experiment-draft.js';

/** All fields of the form: those of the entries of lists by their keys, as `variants.1.name`. */
export function formFieldsOf(draft: ExperimentDraft): FormFields {
  const { name, description, type, answer, start, trials } = draft;
  const variants = firstVariants(draft);
  return {
    name: { label: 'Name', value: name, misfit: misfitOfName(name) },
    description: { label: 'Description', value: description, misfit: misfitOfLength(description, 10_000) },
    type: { label: 'What it compares', value: type },
    ...setupFormFields(draft),
    ...(start ? startFields(draft) : {}),
    ...answerFormFields(answer),
    ...Object.fromEntries(variants.flatMap((variant) => Object.entries(variantFields(draft, variant, variants)))),
    ...Object.fromEntries(draft.evaluators.flatMap((evaluator) => Object.entries(evaluatorFields(evaluator)))),
    trials: { label: 'Trials', value: trials, misfit: start ? misfitOfCount(trials) : null },
  };
}

/** What the first runs need, and an experiment alone does not. */
function startFields({ type, datasetVersionId, endpointId }: ExperimentDraft): FormFields {
  const unless = 'or leave “Start now” out.';
  return {
    datasetVersionId: {
      label: 'Dataset',
      value: datasetVersionId,
      misfit: datasetVersionId === '' ? `Choose what the first runs go over, ${unless}` : null,
    },
    endpointId: {
      label: 'Endpoint',
      value: endpointId,
      misfit: type === 'WEBHOOK' && endpointId === '' ? `Choose which application the first run calls, ${unless}` : null,
    },
  };
}

function variantFields(
  draft: ExperimentDraft,
  { key, name, configuration }: VariantDraft,
  all: readonly VariantDraft[],
): FormFields {
  const root = `variants.${key}`;
  const isTaken = all.some((other) => other.key < key && other.name.trim() === name.trim());
  return {
    [root]: { label: 'Variant', value: { name, configuration } },
    [`${root}.name`]: {
      label: 'Name',
      value: name,
      misfit: misfitOfName(name) ?? (isTaken ? 'Another variant has this name.' : null),
    },
    ...configurationFormFields(`${root}.configuration`, fieldsOf(draft.type, draft.steps), configuration),
  };
}

function evaluatorFields({ key, name, kind, threshold, configuration }: EvaluatorDraft): FormFields {
  const root = `evaluators.${key}`;
  return {
    [root]: { label: 'Evaluator', value: { name, kind, threshold, configuration } },
    [`${root}.name`]: { label: 'Name', value: name, misfit: misfitOfName(name) },
    [`${root}.kind`]: { label: 'Judges by', value: kind },
    [`${root}.threshold`]: { label: 'Passes from', value: threshold, misfit: misfitOfShare(threshold) },
    ...configurationFormFields(`${root}.configuration`, evaluatorFieldsOf(kind), configuration),
  };
}
