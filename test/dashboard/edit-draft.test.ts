import { expect, test } from 'vitest';
import { editChangesOf, editDraftOf } from '../../src/dashboard/experiment/edit-draft.js';
import type { ExperimentSetupFragment } from '../../src/dashboard/experiment/generated.js';

const former = {
  id: 'exp_1',
  name: 'Reading invoices',
  description: null,
  datasetVersion: { id: 'dsv_1', number: 1, dataset: { id: 'dst_1', name: 'invoices' } },
  taskSelection: null,
  comparedAnswer: { pointer: '/total', extract: null, normalize: ['CASE'] },
} as unknown as ExperimentSetupFragment;
const chosenTasks = { ...former, taskSelection: { externalIds: ['first'] } } as unknown as ExperimentSetupFragment;

test.each([
  ['nothing', former, {}, {}],
  ['the name', former, { name: ' Reading ' }, { name: 'Reading' }],
  ['the description', former, { description: 'Which model?' }, { description: 'Which model?' }],
  ['the version', former, { versionId: 'dsv_2' }, { datasetVersionId: 'dsv_2', tasks: { all: true } }],
  ['the version under chosen tasks', chosenTasks, { versionId: 'dsv_2' }, { datasetVersionId: 'dsv_2' }],
  ['chosen tasks', chosenTasks, { allItems: true }, { tasks: { all: true } }],
  ['the data, taken away', former, { datasetId: '', versionId: '' }, { datasetVersionId: null }],
  [
    'the compared answer',
    former,
    { extract: 'A: (.*)' },
    { comparedAnswer: { pointer: '/total', extract: 'A: (.*)', normalize: ['CASE'] } },
  ],
  ['the compared answer, cleared', former, { pointer: '' }, { comparedAnswer: null }],
])('who changes %s sends that alone', (_, experiment, change, sent) => {
  expect(editChangesOf(experiment, { ...editDraftOf(experiment), ...change })).toEqual(sent);
});
