import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { registerFunctions } from '../../src/domain/functions/register-functions.js';
import { sendEvents } from '../../src/domain/functions/send-events.js';
import type { Scope } from '../../src/domain/scope.js';
import { unwrap } from '../../src/sdk/client.js';
import { type Deployment, runToEnd, startDeployment } from '../support/deployment.js';
import { expectValue, numberedItems, seedExperiment } from '../support/seed.js';
import { encodeId } from '../../src/ids.js';
import { startService, type TestService } from '../support/service.js';
import { blockIn, blocksIn } from './pages.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
/** What a user's project has installed. */
const installed = ['graphql-ws', 'ws', '@types/ws', '@types/node'];
const compilerOptions = {
  target: 'ES2023',
  module: 'NodeNext',
  strict: true,
  noUnusedLocals: true,
  noEmitOnError: true,
  skipLibCheck: true,
  types: ['node'],
};
const programs = blocksIn('ts').map(({ page, text }, place) => ({ page, text, name: `program-${place}` }));
/** The programs of the guide, which have to compile as they are. */
const examples = [
  'client',
  'summarize-document',
  'assistant-model',
  'prompt-strategy',
  'tone-test',
  'ai-document-pipeline',
  'index',
];
const modelTypes = `
interface Message { role: string; content: string }
export declare function callOpenAI(given: { model: string; prompt: string }): Promise<string>;
export declare function callAnthropic(given: { model: string; prompt: string }): Promise<string>;
export declare function callLLM(given: { prompt: string }): Promise<string>;
export declare function generateResponse(given: { model: string; messages: Message[] }): Promise<string>;
export declare function extractWithSchema(documentUrl: string): Promise<string>;
export declare function extractFreeform(documentUrl: string): Promise<string>;
export declare function summarize(text: string): Promise<string>;
export declare function combineSummaries(summaries: string[]): Promise<string>;
`;
const storeTypes = `
export declare function fetchDocument(documentId: string): { documentId: string; text: string };
export declare function searchVectorStore(question: string, options: { topK: number }): { text: string; score: number }[];
export declare function chunkText(text: string): string[];
export declare function trackExperiment(facts: { experiment: string; variant: string; responseLength: number }): void;
`;
const curlIsAvailable = spawnSync('curl', ['--version']).status === 0;
if (!curlIsAvailable) console.warn('The curl command of the documentation is not run: no curl is installed.');

let deployment: Deployment;
let service: TestService;
let runId: string;
let datasetId: string;
/** A project of a user's, outside of the repository. */
let project: string;

beforeAll(async () => {
  deployment = await startDeployment();
  service = await startService();
  const { client, server } = deployment;
  const { experiment } = await seedExperiment(server.a.scope, { items: numberedItems(2), serviceUrl: service.url });
  const [ended] = await runToEnd(client, encodeId('experiment', experiment.id), 1);
  runId = ended?.id ?? '';
  datasetId = unwrap(await client.createDataset({ input: { name: 'questions' } })).id;
  project = await mkdtemp(join(tmpdir(), 'variorum-docs-'));
  await Promise.all([
    link(root, 'variorum'),
    ...installed.map((name) => link(join(root, 'node_modules', name), name)),
    write('package.json', JSON.stringify({ type: 'module' })),
    write('tsconfig.json', JSON.stringify({ compilerOptions })),
    write('items.jsonl', blockIn('jsonl', 'items').text),
    ...programs.map(({ name, text }) => write(`${name}.ts`, here(text))),
    ...examples.map(async (name) => write(`${name}.mts`, await readFile(join(root, `examples/functions/${name}.mjs`), 'utf8'))),
    write('models.d.mts', modelTypes),
    write('store.d.mts', storeTypes),
  ]);
  await run(join(root, 'node_modules/.bin/tsc'), [], { cwd: project }).catch(({ stdout }: { stdout: string }) => {
    throw new Error(`The programs of the documentation do not compile:\n${stdout}`);
  });
});
afterAll(async () => {
  await rm(project, { recursive: true, force: true });
  await deployment.close();
  await service.close();
});

async function link(target: string, name: string): Promise<void> {
  const path = join(project, 'node_modules', name);
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

function write(name: string, text: string): Promise<void> {
  return writeFile(join(project, name), text);
}

/** A text with the address and the ids of this test in place of those of the page. */
function here(text: string): string {
  return text
    .replaceAll('127.0.0.1:4000', new URL(deployment.server.url).host)
    .replaceAll('run_…', runId)
    .replaceAll('dst_…', datasetId);
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, VARIORUM_API_KEY: deployment.server.a.editor };
}

/** What the program of a page that imports a package prints. */
async function outputOf(page: string, imports: string): Promise<string> {
  const { stdout } = await run(process.execPath, [programOf(page, `from '${imports}'`)], { cwd: project, env: environment() });
  return stdout;
}

/** The file of the one program of a page that has this in it. */
function programOf(page: string, part: string): string {
  const found = programs.filter(({ page: name, text }) => name === page && text.includes(part));
  expect(found).toHaveLength(1);
  return `${found[0]?.name}.js`;
}

test('results come through the typed client', async () => {
  expect(await outputOf('live.md', 'variorum/client')).toBe('1 item-0 0 1\n2 item-1 1 1\n');
});

test('results come through any WebSocket client', async () => {
  expect(await outputOf('live.md', 'graphql-ws')).toBe('1 1\n2 1\n');
});

test('a file is imported by a program', async () => {
  expect(await outputOf('datasets.md', 'variorum/client')).toBe('1 2\n');
});

test('an application verifies what it is asked, and answers with the overrides', async () => {
  const name = programs.find(({ page }) => page === 'webhooks.md')?.name;
  const { POST } = (await import(join(project, `${name}.js`))) as { POST(request: Request): Promise<Response> };
  const [id, at, body] = ['msg_1', new Date(), blockIn('json', 'webhook-test').text];
  const secret = `whsec_${Buffer.from('of the endpoint of this test').toString('base64')}`;
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  const request = () => new Request('http://127.0.0.1/', { method: 'POST', headers, body });
  vi.stubEnv('WEBHOOK_SECRET', secret);
  expect(await (await POST(request())).json()).toEqual({ output: 'gpt-4o-mini at 0.3' });
  vi.stubEnv('WEBHOOK_SECRET', `${secret.slice(0, -4)}AAAA`);
  await expect(POST(request())).rejects.toMatchObject({ name: 'WebhookVerificationError' });
  vi.unstubAllEnvs();
});

test.skipIf(!curlIsAvailable)('results come through curl', async () => {
  const { stdout } = await run('sh', ['-c', here(blockIn('sh', 'curl').text)], { env: environment() });
  const events = stdout.replaceAll(/^:.*\n+/gm, '');
  expect(events.trim()).toBe(blockIn('text', 'curl').text.trim());
});

/** Makes functions known, as a worker that has them does. */
async function registered(externalId: string, trigger: string): Promise<Scope> {
  const { scope } = deployment.server.a;
  const definition = {
    app: 'shop',
    externalId,
    triggers: [trigger],
    retries: 4,
    timeoutMs: null,
    concurrency: null,
    keyed: null,
  };
  await registerFunctions(scope, [definition]);
  return scope;
}

test('events are sent by a program, and start what they start once', async () => {
  await registered('fulfil-order', 'order/paid');
  const send = async () => {
    const { stdout } = await run(process.execPath, [programOf('functions.md', '.send(')], { cwd: project, env: environment() });
    return stdout;
  };
  expect([await send(), await send()]).toEqual(['2\n', '2\n']);
  expect(await deployment.database.db.functionRun.count({ where: { function: { externalId: 'fulfil-order' } } })).toBe(2);
});

test('a program works on its functions until it is stopped', async () => {
  const scope = await registered('greet', 'user/joined');
  const [sent] = expectValue(await sendEvents(scope, [{ name: 'user/joined', data: {} }]));
  const child = spawn(process.execPath, [programOf('functions.md', 'serve(')], {
    cwd: project,
    env: { ...environment(), DATABASE_URL: deployment.database.url, VARIORUM_SECRET: 'of the test alone', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = once(child, 'exit');
  for await (const { status, output } of deployment.worker.live.functionRuns.of(sent?.runs[0] ?? '')) {
    if (status === 'COMPLETED') expect(output).toBe('Welcome.');
  }
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
});

test('every program in the pages is run here, or where its page is tested', () => {
  const others = programs.filter(({ text }) => !text.includes('export const'));
  expect(others.map(({ page }) => page).sort()).toEqual([
    'datasets.md',
    'functions.md',
    'functions.md',
    'live.md',
    'live.md',
    'webhooks.md',
  ]);
  const tested = programs.filter((program) => !others.includes(program)).map(({ page }) => page);
  expect([...new Set(tested)].sort()).toEqual(['functions.md', 'group-experiment.md', 'live-experiments.md']);
});
