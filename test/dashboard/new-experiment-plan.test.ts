import { expect, test } from 'vitest';
import { type ExperimentDraft, newDraft } from '../../src/dashboard/new-experiment/experiment-draft.js';
import { formFieldsOf } from '../../src/dashboard/new-experiment/form-fields.js';
import { planOf, withPresentValues } from '../../src/dashboard/new-experiment/plan.js';
import { tasksInput } from '../../src/dashboard/setup/read-setup.js';

const none = { default: null, minimum: null, maximum: null, choices: null };
const step = {
  id: 'stp_1',
  externalId: 'classifier',
  overridable: ['temperature'],
  parameters: [
    { ...none, name: 'model', type: 'STRING' as const, default: 'gpt-4o-mini' },
    { ...none, name: 'temperature', type: 'NUMBER' as const, default: 0.7 },
  ],
};

/** What the form says of a draft by itself, by the paths of the fields that say it. */
function misfitsOf(draft: ExperimentDraft): Record<string, string> {
  return Object.fromEntries(
    Object.entries(formFieldsOf(draft)).flatMap(([path, { misfit }]) => (misfit ? [[path, misfit]] : [])),
  );
}

test('tasks are chosen in one of four ways, of a dataset version that is chosen', () => {
  const tasks = (changes: Partial<ExperimentDraft['tasks']>) => tasksInput({ ...newDraft.tasks, ...changes });
  expect(tasks({})).toEqual({ all: true });
  expect(tasks({ way: 'externalIds', names: ' q1\n\nq7 \r\n' })).toEqual({ externalIds: ['q1', 'q7'] });
  expect(tasks({ way: 'metadata', metadata: '{"topic": "refunds"}' })).toEqual({ metadata: { topic: 'refunds' } });
  expect(tasks({ way: 'sample', size: '40' })).toEqual({ sample: { size: 40, seed: null, metadata: null } });
  expect(tasks({ way: null })).toBeNull();
  expect(planOf({ ...newDraft, datasetVersionId: 'dsv_1' }).experiment).toMatchObject({ tasks: { all: true } });
  expect(planOf(newDraft).experiment).toMatchObject({ datasetVersionId: null, tasks: null });
});

test('all that can’t be sent is named at once, each where it stands', () => {
  expect(misfitsOf(newDraft)).toEqual({
    name: 'Give it a name.',
    datasetVersionId: 'Choose what the first runs go over, or leave “Start now” out.',
    'variants.1.name': 'Give it a name.',
    'variants.1.configuration.model': '“Model” is missing.',
  });
  expect(
    misfitsOf({
      ...newDraft,
      name: '🦊'.repeat(201),
      datasetVersionId: 'dsv_1',
      tasks: { ...newDraft.tasks, way: 'sample', size: '2.5', metadata: '[]' },
      variants: [
        { key: 1, name: 'same', configuration: { form: 'fields', texts: { model: 'a:b', temperature: '0.2' } } },
        { key: 7, name: ' same', configuration: { form: 'json', text: '{' } },
      ],
      evaluators: [
        {
          key: 3,
          name: 'polite',
          kind: 'LLM_JUDGE',
          threshold: '1.5',
          configuration: { form: 'fields', texts: { model: 'a:b' } },
        },
      ],
      trials: '0',
    }),
  ).toEqual({
    name: 'This has 201 characters: give 200 at most.',
    'tasks.sample.size': 'Give a whole number from 1.',
    'tasks.sample.metadata': 'This is no JSON object: write { "key": value }.',
    'variants.7.name': 'Another variant has this name.',
    'variants.7.configuration': expect.stringContaining('This is no JSON'),
    'evaluators.3.threshold': 'Give a number from 0 to 1.',
    'evaluators.3.configuration.rubric': '“Rubric” is missing.',
    trials: 'Give a whole number from 1.',
  });
});

test('what is only needed for a start is not asked for without one', () => {
  const app = { ...newDraft, name: 'n', type: 'WEBHOOK' as const, variants: [{ ...newDraft.variants[0], key: 1, name: 'v' }] };
  const draft = app as ExperimentDraft;
  expect(Object.keys(misfitsOf(draft))).toEqual(['datasetVersionId', 'endpointId']);
  expect(misfitsOf({ ...draft, start: false, trials: '0' })).toEqual({});
});

test('a baseline comes alone, with what its steps use at present in place of what is left empty', () => {
  const given = { form: 'fields' as const, texts: { 'classifier/temperature': '0.2' } };
  const variants = [1, 2].map((key) => ({ key, name: `v${key}`, configuration: given }));
  const plan = planOf({ ...newDraft, type: 'WEBHOOK', steps: [step], variants });
  expect(plan.experiment.steps).toEqual([{ stepId: 'stp_1', parameters: ['temperature'] }]);
  expect(plan.variants).toEqual([
    {
      key: 1,
      input: { name: 'v1', baseline: true, configuration: { classifier: { model: 'gpt-4o-mini', temperature: 0.2 } } },
    },
  ]);
  expect(withPresentValues([step], { classifier: 'wrong' })).toEqual({ classifier: 'wrong' });
  expect(planOf({ ...newDraft, variants }).variants.map(({ input }) => input.baseline)).toEqual([false, false]);
});
