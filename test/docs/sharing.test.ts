import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { createShareLink } from '../../src/domain/sharing/share-links.js';
import { isFailure } from '../../src/failures.js';
import { encodeId } from '../../src/ids.js';
import { fakeTerminal } from '../cli/fake-terminal.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { numberedItems, seedExperiment } from '../support/seed.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { blockIn, codeIn, section } from './pages.js';

let database: TestDatabase;
let server: TestServer;
let experimentId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  const { experiment } = await seedExperiment(server.a.scope, { items: numberedItems(2), serviceUrl: 'http://127.0.0.1:1' });
  experimentId = experiment.id;
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});

test('the commands of the page do what it says', async () => {
  const terminal = fakeTerminal({ VARIORUM_URL: server.url, VARIORUM_API_KEY: server.a.editor });
  const variorum = async (line: string): Promise<void> => {
    const parameters = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
    const processes = { start: () => Promise.reject(new Error('No command of the page starts anything.')) };
    await createProgram(processes, terminal).parseAsync(parameters.slice(1), { from: 'user' });
  };
  const lines = blockIn('sh', 'share').text.trim().split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    const [link] = await database.db.shareLink.findMany({ where: { experimentId } });
    await variorum(
      line.replace('exp_01…', encodeId('experiment', experimentId)).replace('shl_01…', encodeId('shareLink', link?.id ?? '')),
    );
  }
  expect(terminal).toMatchObject({ exitCode: 0 });
  expect(await database.db.shareLink.findMany({ where: { experimentId } })).toMatchObject([
    { name: 'for the board', revokedAt: expect.any(Date) },
  ]);
});

test('the request of the page is answered', async () => {
  const link = await createShareLink(server.a.scope, { experimentId });
  if (isFailure(link)) throw link;
  const [, body = ''] = /-d '(.*)'/.exec(blockIn('sh', 'share-curl').text) ?? [];
  const { query } = JSON.parse(body);
  expect(await server.request(query, {}, link.token)).toMatchObject({ data: { sharedExperiment: { status: 'DRAFT' } } });
});

test('what the page says a guest asks is answered, and the rest refused as it says', async () => {
  const link = await createShareLink(server.a.scope, { experimentId });
  if (isFailure(link)) throw link;
  const id = encodeId('experiment', experimentId);
  const named = codeIn(section('sharing.md', 'What a guest sees'));
  expect(named).toEqual([
    ...['sharedExperiment', 'experiment', 'run', 'resultDiff'],
    ...['experimentChanged', 'experimentProgress', 'runProgress', 'runResults', 'comparisonChanges'],
    ...['viewer', 'FORBIDDEN'],
  ]);
  const answered = await server.request(
    'query ($id: ID!) { sharedExperiment { id } experiment(id: $id) { id } run(id: $id) { id } viewer { role } }',
    { id },
    link.token,
  );
  expect(answered).toEqual({ data: { sharedExperiment: { id }, experiment: { id }, run: null, viewer: null } });
  expect(await server.request('{ datasets { edges { node { id } } } }', {}, link.token)).toMatchObject({
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
  });
});
