import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type Client, unwrap } from '../../src/sdk/client.js';
import { describeInBrowser } from '../support/dashboard.js';
import { importJsonl, runToEnd } from '../support/deployment.js';
import { heldBack } from './comparison-page.js';

/** Documents whose total is read well, and expected in half of them. */
const documents = Array.from({ length: 6 }, (_, number) => ({
  externalId: `d${number}`,
  input: { document: `Total: ${number}.50` },
  expectedOutput: { total: number % 2 === 0 ? `${number}.50` : 'another' },
}));

describeInBrowser('Making an experiment', (dashboard) => {
  beforeAll(async () => {
    const { client } = dashboard.deployment;
    await importJsonl(client, 'invoices', new Blob(documents.map((document) => `${JSON.stringify(document)}\n`)));
    const jsonSchema = { type: 'object', properties: { total: { type: 'string' } } };
    unwrap(await client.addOutputSchema({ input: { name: 'invoice', jsonSchema } }));
  });

  test('one form makes it and starts it: it says at once all that is wrong, and goes on from what is saved where the API refuses a part', async () => {
    const { client } = dashboard.deployment;
    const page = await dashboard.open('/experiments/new', { role: 'EDITOR' });
    const name = page.getByLabel('Name', { exact: true }).first();
    await page.getByRole('button', { name: 'Save and start' }).click();
    const told = page.locator('[aria-invalid=true]');
    expect(await told.evaluateAll(saidOf)).toEqual([
      ['Name', 'Give it a name.'],
      ['Dataset', 'Choose what the first runs go over, or leave “Start now” out.'],
      ['Name', 'Give it a name.'],
      ['Model', 'provider:model, such as openai:gpt-4.1. “Model” is missing.'],
    ]);
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
    await name.fill('Which reads best');
    expect(await told.count()).toBe(3);
    await page.getByLabel('What it compares').selectOption('EXTRACTION');
    await page.getByLabel('Dataset').selectOption('invoices');
    await page.getByRole('option', { name: 'Version 1 · 6 items' }).waitFor({ state: 'attached' });
    await page.getByLabel('A sample, drawn by chance').check();
    await page.getByLabel('How many items').fill('4');
    const first = page.getByRole('group', { name: 'Variant 1' });
    expect(await offered(first)).toContain('rules:labels');
    await first.getByLabel('Name').fill('labels');
    await first.getByLabel('Model').fill('rules:labels');
    await first.getByLabel('Output schema').selectOption('invoice');
    await page.getByRole('button', { name: 'Another variant' }).click();
    const second = page.getByRole('group', { name: 'Variant 2' });
    await second.getByLabel('Name').fill('lines');
    await second.getByLabel('Model').fill('rules:columns');
    const passes = page.getByLabel('Passes from');
    await passes.pressSequentially('1e');
    await page.getByRole('button', { name: 'Save and start' }).click();
    expect(await passes.evaluate((field) => field === document.activeElement)).toBe(true);
    await passes.fill('1');
    await page.getByRole('button', { name: 'Save and start' }).click();

    await second.getByText('The provider rules has no strategy "columns".').waitFor();
    await page.getByText('The experiment is saved, with 1 variant and 0 evaluators.').waitFor();
    await page.getByRole('link', { name: 'Leave the draft' }).waitFor();
    expect(await second.getByLabel('Model').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByLabel('Description').fill('Labels or lines?');
    await second.getByLabel('Output schema').selectOption('invoice');
    expect(await told.count()).toBe(1);
    await second.getByLabel('Model').fill('rules:lines');
    expect(await told.count()).toBe(0);
    await page.getByRole('button', { name: 'Save and start' }).click();
    await page.getByRole('heading', { name: 'Which reads best' }).waitFor();

    const experiments = await client.experiments({});
    expect(experiments.edges.map(({ node }) => node)).toMatchObject([{ description: 'Labels or lines?', taskCount: 4 }]);
    const experiment = await client.experiment({ id: experiments.edges[0]?.node.id ?? '' });
    expect(experiment).toMatchObject({
      variants: [
        { name: 'labels', configuration: { model: 'rules:labels' }, latestRun: { trials: 1 } },
        { name: 'lines', configuration: { model: 'rules:lines' }, latestRun: { trials: 1 } },
      ],
      evaluators: [{ name: 'exact match', kind: 'EXACT_MATCH', threshold: 1 }],
    });
  });

  test('of one’s own application, it takes steps into scope and their present values into the baseline', async () => {
    const { client } = dashboard.deployment;
    unwrap(await client.addEndpoint({ input: { name: 'shop', url: 'http://127.0.0.1:9/answer' } }));
    const page = await dashboard.open('/experiments/new');
    await page.getByLabel('Name', { exact: true }).first().fill('Colder?');
    await page.getByLabel('What it compares').selectOption('WEBHOOK');
    await page.getByRole('button', { name: 'New step' }).click();
    await page.getByLabel('External id').fill('classifier');
    await page
      .getByLabel('Parameters')
      .fill('[{ "name": "model", "default": "small" }, { "name": "temperature", "default": 0.7 }]');
    await page.getByRole('button', { name: 'Add the step' }).click();
    const classifier = page.getByRole('checkbox', { name: 'classifier' });
    await page.getByRole('button', { name: 'New step' }).click();
    await page.getByLabel('External id').fill('search');
    const addition = await heldBack(page, 'CreateStep');
    await page.getByRole('button', { name: 'Add the step' }).click();
    await classifier.uncheck();
    await addition.answer();
    await page.getByRole('checkbox', { name: 'search', checked: true }).waitFor();
    // What was chosen while the step was being added stays.
    expect(await classifier.isChecked()).toBe(false);
    await classifier.check();
    await page.getByRole('checkbox', { name: 'search' }).uncheck();
    await page.getByRole('checkbox', { name: 'model' }).uncheck();
    await page.getByLabel('Endpoint').selectOption('shop · http://127.0.0.1:9/answer');
    await page.getByLabel('Name', { exact: true }).nth(1).fill('production');
    await page.getByLabel('temperature').last().fill('0.5');
    await page.getByRole('checkbox', { name: 'Start now' }).uncheck();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Colder?' }).waitFor();

    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const [setup, experiment] = await Promise.all([client.experimentSetup({ id }), client.experiment({ id })]);
    expect(setup).toMatchObject({
      endpoint: { name: 'shop' },
      steps: [{ externalId: 'classifier', overridableParameters: [{ name: 'temperature' }] }],
    });
    expect(experiment?.variants).toMatchObject([
      { name: 'production', baseline: true, configuration: { classifier: { model: 'small', temperature: 0.5 } } },
    ]);
  });

  test('a variant branches from another with one change, the best is chosen to win, and what is concluded can be deleted', async () => {
    const { client } = dashboard.deployment;
    const experiment = await givenRunExperiment(client);
    const page = await dashboard.open(`/experiments/${experiment.id}`);
    await page.getByRole('button', { name: 'Branch from labels' }).click();
    const branching = page.getByRole('dialog', { name: 'Branch a variant' });
    await branching.getByLabel('Name').fill('labels');
    await branching.getByLabel('Parameter').selectOption('model');
    await branching.getByText('“rules:labels”').waitFor();
    await branching.getByLabel('New value').fill('rules:labels');
    await branching.getByLabel('Hypothesis').fill('Shapes know totals.');
    await branching.getByRole('button', { name: 'Add the variant' }).click();
    await branching.getByText('so nothing would change').waitFor();
    await branching.getByLabel('New value').fill('rules:shapes');
    await branching.getByRole('alert').waitFor({ state: 'detached' });
    await branching.getByRole('button', { name: 'Add the variant' }).click();
    await branching.getByText('has a variant "labels" already').waitFor();
    expect(await branching.locator('[aria-invalid=true]').evaluateAll(saidOf)).toMatchObject([['Name', expect.any(String)]]);
    await branching.getByLabel('Name').fill('by shapes');
    await branching.getByRole('button', { name: 'Add the variant' }).click();
    await branching.waitFor({ state: 'detached' });
    const before = await client.experiment({ id: experiment.id });
    expect(before?.variants.at(-1)).toMatchObject({
      name: 'by shapes',
      parent: { name: 'labels' },
      override: { step: null, parameter: 'model', value: 'rules:shapes' },
      hypothesis: 'Shapes know totals.',
      expectation: 'IMPROVED',
    });

    await page.getByRole('button', { name: 'Conclude experiment' }).click();
    const completing = page.getByRole('dialog', { name: 'Conclude the experiment' });
    const score = before?.variants[0]?.latestRun?.metrics.averageScore ?? Number.NaN;
    await completing
      .getByRole('row', { name: 'labels' })
      .getByRole('cell', { name: score.toFixed(3) })
      .waitFor();
    expect(await completing.getByRole('radio', { name: 'by shapes' }).isDisabled()).toBe(true);
    // Who wins is asked, and not assumed.
    await completing.getByRole('button', { name: 'Conclude' }).click();
    await completing.getByText('Choose a variant, or “No winner”.').waitFor();
    const choice = completing.getByRole('group', { name: 'Winner' });
    expect(await choice.evaluate((group) => group === document.activeElement)).toBe(true);
    await completing.getByRole('radio', { name: 'labels' }).check();
    expect(await completing.getByRole('alert').count()).toBe(0);
    await completing.getByLabel('Conclusion').fill('Labels do.');
    await completing.getByRole('button', { name: 'Conclude' }).click();
    await page.getByRole('button', { name: 'Reopen' }).waitFor();
    await page.getByText('Concluded', { exact: true }).waitFor();
    const completed = await client.experiment({ id: experiment.id });
    expect(completed).toMatchObject({ stage: 'COMPLETED', winner: { name: 'labels' }, conclusion: 'Labels do.' });

    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const deleting = page.getByRole('dialog', { name: 'Delete the experiment' });
    await deleting.getByLabel('Type its name').fill('Sure');
    expect(await deleting.getByRole('button', { name: 'Delete for good' }).isDisabled()).toBe(true);
    await deleting.getByLabel('Type its name').fill('Sure?');
    await deleting.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    expect(await client.experiment({ id: experiment.id })).toBeNull();
  });

  test('a share link is shown once, opens the experiment to a guest, and can be revoked', async () => {
    const { client } = dashboard.deployment;
    const { id } = unwrap(await client.createExperiment({ input: { name: 'Shared', type: 'LLM' } }));
    const page = await dashboard.open(`/experiments/${id}`, { role: 'EDITOR' });
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByLabel('Whom it is for').fill('the board');
    await page.getByRole('button', { name: 'Create a link' }).click();
    const address = new URL(await page.getByLabel('Link', { exact: true }).inputValue());
    const guest = await dashboard.open(`${address.pathname}${address.hash}`, { role: null });
    await guest.getByRole('heading', { name: 'Shared' }).waitFor();
    expect(await guest.getByRole('button', { name: 'Share' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Revoke the link for the board' }).click();
    await page.getByRole('cell', { name: 'Revoked' }).waitFor();
    const shared = await client.shareLinks({ experimentId: id });
    expect(shared?.shareLinks).toMatchObject([{ name: 'the board', status: 'REVOKED' }]);
  });
});

/** An experiment of one variant, run over all documents. */
async function givenRunExperiment(client: Client) {
  const datasets = await client.datasets({});
  const outputSchemas = await client.outputSchemas({});
  const datasetVersionId = datasets.edges[0]?.node.latestVersion?.id;
  const schemaId = outputSchemas.edges[0]?.node.id;
  const experiment = unwrap(await client.createExperiment({ input: { name: 'Sure?', type: 'EXTRACTION', datasetVersionId } }));
  const configuration = { model: 'rules:labels', schemaId };
  unwrap(await client.addVariant({ input: { experimentId: experiment.id, name: 'labels', configuration } }));
  unwrap(await client.addEvaluator({ input: { experimentId: experiment.id, name: 'as expected', kind: 'EXACT_MATCH' } }));
  await runToEnd(client, experiment.id);
  return experiment;
}

/** What fields are called, and what they are described by: hints, and what is wrong. */
function saidOf(fields: Element[]): [label: string | undefined, description: string][] {
  return fields.map((field) => {
    const described = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    const label = document.querySelector(`label[for="${field.id}"]`)?.textContent;
    return [label ?? undefined, described.map((id) => document.getElementById(id)?.textContent).join(' ')];
  });
}

/** The names that a field of the form is completed with. */
async function offered(part: Locator): Promise<string[]> {
  await part.locator('datalist option').first().waitFor({ state: 'attached' });
  return part.locator('datalist option').evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
}
