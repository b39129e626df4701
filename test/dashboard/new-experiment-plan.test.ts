import { expect, test } from 'vitest';
import { type ExperimentDraft, newDraft } from '../../src/dashboard/new-experiment/experiment-draft.js';
import { planOf, withPresentValues } from '../../src/dashboard/new-experiment/plan.js';

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

function misfitOf(draft: ExperimentDraft) {
  const read = planOf(draft);
  return 'misfit' in read ? read.misfit : null;
}

function planned(draft: ExperimentDraft) {
  const read = planOf(draft);
  if ('misfit' in read) throw new Error(read.misfit.message);
  return read.value;
}

test('tasks are chosen in one of four ways, of a dataset version that is chosen', () => {
  const draft = { ...newDraft, name: 'n', datasetVersionId: 'dsv_1' };
  const tasks = (changes: Partial<ExperimentDraft['tasks']>) =>
    planned({ ...draft, tasks: { ...draft.tasks, ...changes } }).experiment.tasks;
  expect(tasks({})).toEqual({ all: true });
  expect(tasks({ way: 'externalIds', names: ' q1\n\nq7 \r\n' })).toEqual({ externalIds: ['q1', 'q7'] });
  expect(tasks({ way: 'metadata', metadata: '{"topic": "refunds"}' })).toEqual({ metadata: { topic: 'refunds' } });
  expect(tasks({ way: 'sample', size: '40' })).toEqual({ sample: { size: 40, seed: null, metadata: null } });
  expect(planned({ ...draft, datasetVersionId: '' }).experiment).toMatchObject({ datasetVersionId: null, tasks: null });
});

test('what can’t be sent is named where it stands', () => {
  const sample = { ...newDraft.tasks, way: 'sample' as const, size: '2.5' };
  expect(misfitOf({ ...newDraft, tasks: sample })).toMatchObject({ part: { of: 'experiment' }, field: 'tasks.sample.size' });
  const variants = [...newDraft.variants, { key: 7, name: 'other', configuration: { form: 'json' as const, text: '{' } }];
  expect(misfitOf({ ...newDraft, variants })).toMatchObject({ part: { of: 'variant', key: 7 }, field: 'configuration' });
  expect(misfitOf({ ...newDraft, trials: '0' })).toMatchObject({ part: { of: 'start' }, field: 'trials' });
  expect(misfitOf({ ...newDraft, trials: '0', start: false })).toBeNull();
});

test('a baseline comes alone, with what its steps use at present in place of what is left empty', () => {
  const given = { form: 'fields' as const, texts: { 'classifier/temperature': '0.2' } };
  const variants = [1, 2].map((key) => ({ key, name: `v${key}`, configuration: given }));
  const plan = planned({ ...newDraft, type: 'WEBHOOK', steps: [step], variants });
  expect(plan.experiment.steps).toEqual([{ stepId: 'stp_1', parameters: ['temperature'] }]);
  expect(plan.variants).toEqual([
    {
      key: 1,
      input: { name: 'v1', baseline: true, configuration: { classifier: { model: 'gpt-4o-mini', temperature: 0.2 } } },
    },
  ]);
  expect(withPresentValues([step], { classifier: 'wrong' })).toEqual({ classifier: 'wrong' });
  expect(planned({ ...newDraft, variants }).variants.map(({ input }) => input.baseline)).toEqual([false, false]);
});
