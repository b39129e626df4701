import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { unwrap } from '../../src/sdk/client.js';
import { importJsonl } from '../support/deployment.js';
import { describeInBrowser } from '../support/dashboard.js';

interface GivenFile {
  name: string;
  content: string;
}

describeInBrowser('Datasets on the dashboard', (dashboard) => {
  const choose = (page: Page, { name, content }: GivenFile) =>
    page
      .getByLabel('Drop a JSONL or CSV file here')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });

  /** Drops a file as somebody does who drags it over the page. */
  const drop = async (page: Page, file: GivenFile) => {
    const dataTransfer = await page.evaluateHandle(({ name, content }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name));
      return transfer;
    }, file);
    await page.getByText('Drop a JSONL or CSV file here').dispatchEvent('drop', { dataTransfer });
  };

  /** The items of a version, as the API tells them. */
  async function itemsOf(versionId: string | undefined) {
    const node = await dashboard.deployment.client.datasetItems({ versionId: versionId ?? '' });
    if (!node || !('items' in node)) throw new Error('There is no such version.');
    return node.items.edges.map(({ node: item }) => item);
  }

  test('a file with wrong lines makes no dataset: they are shown, and the corrected file becomes one', async () => {
    const { client } = dashboard.deployment;
    const page = await dashboard.open('/datasets', { role: 'EDITOR' });
    await page.getByText('There is no dataset yet').waitFor();
    await page.getByRole('button', { name: 'Import a file as a new dataset' }).click();
    await page.getByText('Each line of JSONL is an object such as').waitFor();
    await choose(page, { name: 'names.jsonl', content: '{"externalId": "a", "input": 1}\n{"input": 2}\n' });
    await page.getByText('Line 2 has no externalId, and the lines before it have one').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('names');
    await choose(page, { name: 'questions.jsonl', content: '{"input": "fine"}\n{"input": "not", so}\n{"question": "?"}\n' });
    await page.getByText('Line 2 is not JSON').waitFor();
    const wrong = page.getByRole('list', { name: 'Wrong lines' }).getByRole('listitem');
    await wrong.first().waitFor();
    expect(await wrong.allInnerTexts()).toEqual([
      expect.stringMatching(/Line 2 is not JSON\s+\{"input": "not", so\}/),
      expect.stringMatching(/Line 3 has the unknown key “question”/),
    ]);
    expect(await page.getByLabel('Name').inputValue()).toBe('questions');
    const send = page.getByRole('button', { name: 'Import', exact: true });
    expect(await send.isDisabled()).toBe(true);
    await choose(page, { name: 'questions.csv', content: 'no;question\n1;6 × 7?\n' });
    await page.getByText('The columns are parted by semicolons; save the file with commas.').waitFor();
    expect(await send.isDisabled()).toBe(true);
    expect((await client.datasets({})).edges).toEqual([]);

    await choose(page, {
      name: 'questions.csv',
      content: 'no,question,expected,topic\n1,6 × 7?,42,sums\n2,"Why, then?",,life\n',
    });
    expect(await page.getByLabel('What the column no becomes').inputValue()).toBe('externalId');
    await page.getByLabel('What the column topic becomes').selectOption('Expected output');
    await page.getByText('“expected” is left out now: one column holds the expected output.').waitFor();
    expect(await page.getByLabel('What the column expected becomes').inputValue()).toBe('none');
    await page.getByLabel('What the column topic becomes').selectOption('Metadata');
    await page.getByText('No column is the expected output').waitFor();
    await page.getByLabel('What the column expected becomes').selectOption('Expected output');
    await send.click();
    await page.getByText('Version 1 of “questions” has 2 items.').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    // The list behind the dialog has the version and its items by now.
    await page.getByRole('row', { name: /^questions 1 2 / }).waitFor();
    await page.getByRole('link', { name: 'questions' }).click();
    await page.getByText('Why, then?').click();
    await page.getByText('life').waitFor();

    const { edges } = await client.datasets({});
    expect(edges.map(({ node }) => node.name)).toEqual(['questions']);
    expect(await itemsOf(edges[0]?.node.latestVersion?.id)).toMatchObject([
      { externalId: '1', input: { question: '6 × 7?' }, expectedOutput: '42', metadata: { topic: 'sums' } },
      { externalId: '2', input: { question: 'Why, then?' }, expectedOutput: null, metadata: { topic: 'life' } },
    ]);
  });

  test('where only the server finds what is wrong, no empty dataset is left; that of an editor, who may not delete it, takes the next file', async () => {
    const { client } = dashboard.deployment;
    const lines = (...names: string[]) => names.map((externalId) => JSON.stringify({ externalId, input: 'fine' })).join('\n');
    // More than the browser looks at.
    const filler = `${JSON.stringify({ externalId: 'long', input: 'x'.repeat(900_000) })}\n`;
    const content = `${[1, 2, 3, 4, 5].map((number) => filler.replace('long', `long ${number}`)).join('')}${lines('a', '')}`;
    const imports = async (role: 'ADMIN' | 'EDITOR') => {
      const page = await dashboard.open('/datasets', { role });
      await page.getByRole('button', { name: 'Import a file as a new dataset' }).click();
      await choose(page, { name: 'names.jsonl', content });
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByText('The file was not imported').waitFor();
      await page.getByText(lines(''), { exact: true }).waitFor();
      return page;
    };
    const named = async () => {
      const { edges } = await client.datasets({});
      return edges.filter(({ node }) => node.name === 'names');
    };
    const ofAdmin = await imports('ADMIN');
    await ofAdmin.getByLabel('Name').waitFor();
    expect(await ofAdmin.getByLabel('Name').inputValue()).toBe('names');
    expect(await named()).toEqual([]);

    const page = await imports('EDITOR');
    await choose(page, { name: 'names.jsonl', content: lines('a', 'b'.repeat(256)) });
    await page.getByText('Line 2 has an externalId of 256 characters, and 255 are the most').waitFor();
    await choose(page, { name: 'names.jsonl', content: lines('a', 'b') });
    await page.getByText('The file was not imported').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Version 1 of “names” has 2 items.').waitFor();
    expect(await named()).toHaveLength(1);
  });

  test('the import dialog does not scroll sideways on a small screen', async () => {
    const page = await dashboard.open('/datasets', { role: 'EDITOR', viewport: { width: 360, height: 740 } });
    await page.getByRole('button', { name: 'Import a file as a new dataset' }).click();
    const content = page.getByRole('dialog').locator('[tabindex="0"]').first();
    const excess = () => content.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(await excess()).toBe(0);
    await choose(page, { name: `${'long-name-'.repeat(9)}.csv`, content: 'no,question,answer\n1,6 × 7?,42\n' });
    await page.getByLabel('What the column no becomes').waitFor();
    expect(await excess()).toBe(0);
  });

  test('a file that is dropped makes the next version, whose changes stand side by side and can be sent on', async () => {
    const { client } = dashboard.deployment;
    const lines = ['a', 'b', 'c'].map((externalId) => JSON.stringify({ externalId, input: `first ${externalId}` }));
    const first = await importJsonl(client, 'letters', new Blob([lines.join('\n')]));
    const page = await dashboard.open('/datasets');
    await page.getByRole('link', { name: 'letters' }).click();
    await page.getByRole('button', { name: 'Import a file' }).click();
    const changed = ['b', 'd'].map((externalId) => JSON.stringify({ externalId, input: `second ${externalId}` }));
    await drop(page, { name: 'more.jsonl', content: [lines[0], ...changed].join('\n') });
    await page.getByLabel('Replace them').check();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('link', { name: 'What changed since version 1' }).click();
    await page.getByText('1 added · 1 changed · 1 removed · 1 unchanged').waitFor();
    await page.getByText('second b').click();
    await page.getByText('first b', { exact: true }).waitFor();

    await page.getByLabel('Show', { exact: true }).selectOption('Removed (1)');
    await page.getByText('first c').waitFor();
    const address = new URL(page.url());
    expect(address.searchParams.get('against')).toBe(first.id);
    const again = await dashboard.open(address.pathname + address.search, { role: 'VIEWER' });
    await again.getByText('first c').waitFor();
    expect(await again.getByText('second b').count()).toBe(0);
    expect(await again.getByRole('button', { name: 'Import a file' }).count()).toBe(0);
    expect((await itemsOf(address.searchParams.get('version') ?? '')).map(({ externalId }) => externalId)).toEqual([
      'a',
      'b',
      'd',
    ]);
  });

  test('an import that is cancelled while the file is on its way leaves the dataset as it was', async () => {
    const { client } = dashboard.deployment;
    const { id } = unwrap(await client.createDataset({ input: { name: 'large' } }));
    const page = await dashboard.open(`/datasets/${id}`);
    await page.getByRole('button', { name: 'Import a file' }).click();
    await choose(page, { name: 'large.jsonl', content: `${JSON.stringify({ input: 'x'.repeat(1000) })}\n`.repeat(2000) });
    const line = await page.context().newCDPSession(page);
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 300_000,
    });
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('of 2 MB').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
    expect((await client.dataset({ id }))?.latestVersion).toBeNull();
  });

  test('an admin renames a dataset, and deletes it when asked twice', async () => {
    const { client } = dashboard.deployment;
    const { id } = unwrap(await client.createDataset({ input: { name: 'misspelt' } }));
    const page = await dashboard.open(`/datasets/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name').fill('a'.repeat(256));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This has 256 characters: give 255 at most.').waitFor();
    await page.getByLabel('Name').fill('spelt right');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'spelt right' }).waitFor();

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect((await client.dataset({ id }))?.name).toBe('spelt right');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete the dataset' }).click();
    await page.getByRole('heading', { name: 'Datasets' }).waitFor();
    expect(await client.dataset({ id })).toBeNull();
  });
});
