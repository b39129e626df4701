import { expect, test } from 'vitest';
import { editChangesOf, editDraftOf } from '../../src/dashboard/experiment/edit-draft.js';
import { closedWords, editableIn } from '../../src/dashboard/experiment/editable.js';
import type { ExperimentToEditFragment } from '../../src/dashboard/experiment/generated.js';

const parameter = (name: string) =>
  ({ name, type: 'NUMBER', default: null, minimum: null, maximum: null, choices: null }) as const;
const parameters = [parameter('temperature'), parameter('top_p')];
const nothing = { externalIds: null, metadata: null, size: null, seed: null };
const former: ExperimentToEditFragment = {
  id: 'exp_1',
  name: 'Reading invoices',
  description: null,
  type: 'WEBHOOK',
  datasetVersion: { id: 'dsv_1', number: 1, dataset: { id: 'dst_1', name: 'invoices' } },
  taskSelection: null,
  endpoint: null,
  steps: [{ externalId: 'classifier', overridableParameters: parameters.slice(0, 1), step: { id: 'stp_1', parameters } }],
  comparedAnswer: { pointer: '/total', extract: null, normalize: ['CASE'] },
};
const sampled: ExperimentToEditFragment = {
  ...former,
  taskSelection: { ...nothing, kind: 'SAMPLE', size: 20, seed: 'lucky', metadata: { topic: 'refunds' } },
};
const { tasks, steps } = editDraftOf(sampled);
const step = { id: 'stp_1', externalId: 'classifier', parameters, overridable: ['temperature'] };

test.each([
  ['nothing', former, {}, {}],
  ['nothing of a sample', sampled, {}, {}],
  ['the name', former, { name: ' Reading ' }, { name: 'Reading' }],
  ['the description', former, { description: 'Which model?' }, { description: 'Which model?' }],
  ['the version', former, { datasetVersionId: 'dsv_2' }, { datasetVersionId: 'dsv_2', tasks: { all: true } }],
  ['the version under chosen tasks', sampled, { datasetVersionId: 'dsv_2' }, { datasetVersionId: 'dsv_2' }],
  ['chosen tasks to all', sampled, { tasks: { ...tasks, way: 'all' as const } }, { tasks: { all: true } }],
  [
    'the size of the sample',
    sampled,
    { tasks: { ...tasks, size: '30' } },
    { tasks: { sample: { size: 30, seed: 'lucky', metadata: { topic: 'refunds' } } } },
  ],
  ['the data, taken away', former, { datasetId: '', datasetVersionId: '' }, { datasetVersionId: null }],
  ['the app', former, { endpointId: 'end_1' }, { endpointId: 'end_1' }],
  [
    'the parameters to override',
    former,
    { steps: [{ ...step, overridable: ['top_p'] }] },
    { steps: [{ stepId: 'stp_1', parameters: ['top_p'] }] },
  ],
  ['the type, and with it the app', former, { type: 'LLM' as const, steps: [], endpointId: 'end_1' }, { type: 'LLM' }],
  [
    'the compared answer',
    former,
    { answer: { pointer: '/total', extract: 'A: (.*)', normalize: ['CASE' as const] } },
    { comparedAnswer: { pointer: '/total', extract: 'A: (.*)', normalize: ['TRIM', 'CASE'] } },
  ],
  [
    'the compared part, cleared',
    former,
    { answer: { pointer: '', extract: '', normalize: ['CASE' as const] } },
    { comparedAnswer: { pointer: null, extract: null, normalize: ['TRIM', 'CASE'] } },
  ],
])('who changes %s sends that alone', (_, experiment, change, sent) => {
  expect(editChangesOf(experiment, { ...editDraftOf(experiment), ...change })).toEqual(sent);
});

test('a draft begins with the steps in scope and the tasks as they were chosen', () => {
  expect(steps).toEqual([step]);
  expect(tasks).toEqual({
    way: 'sample',
    names: '',
    metadata: '{\n  "topic": "refunds"\n}',
    size: '20',
    seed: 'lucky',
  });
  expect(editDraftOf(former).tasks.way).toBeNull();
});

test('what can change follows how far the experiment has come, and what can’t is explained', () => {
  const draft = { stage: 'DRAFT', status: 'DRAFT', locked: false, variants: [] } as const;
  expect(Object.values(editableIn(draft, true))).toEqual([true, true, true, true, true]);
  expect(closedWords(draft)).toBeNull();
  const running = { stage: 'RUNNING_BASELINE', status: 'RUNNING', locked: true, variants: ['production'] } as const;
  expect(Object.values(editableIn(running, true))).toEqual([false, false, false, false, false]);
  expect(closedWords(running)).toMatch(/duplicate the experiment.* once no run is active/);
  // An app that was removed can be replaced even then.
  expect(editableIn({ ...running, stage: 'IDLE', status: 'COMPLETED' }, false)).toMatchObject({ endpoint: true, answer: true });
  expect(editableIn({ ...draft, stage: 'COMPLETED' }, false)).toMatchObject({ type: false, endpoint: false, answer: false });
  expect(closedWords({ ...draft, stage: 'COMPLETED' })).toMatch('reopen it');
});
