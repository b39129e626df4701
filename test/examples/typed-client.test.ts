import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRuns } from '../../src/domain/runs/start-runs.js';
import { encodeId } from '../../src/ids.js';
import { type Deployment, startDeployment } from '../support/deployment.js';
import { expectValue, numberedItems, seedExperiment } from '../support/seed.js';
import { startService, type TestService } from '../support/service.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const tool = (name: string) => join(root, 'node_modules/.bin', name);

let deployment: Deployment;
let service: TestService;
/** A checkout that has nothing but the example, the schema and what the example depends on. */
let checkout: string;
let example: string;

beforeAll(async () => {
  deployment = await startDeployment();
  // One variant gives each number back, the other is wrong about the second, and refuses the third.
  service = await startService(({ item, configuration }) => {
    const { number } = item.input as { number: number };
    if (configuration.careless !== true || number === 0) return { body: { output: number } };
    return number === 1 ? { body: { output: -1 } } : { status: 422 };
  });
  checkout = await mkdtemp(join(tmpdir(), 'variorum-'));
  example = join(checkout, 'examples/typed-client');
  await cp(join(root, 'examples/typed-client'), example, { recursive: true });
  for (const name of ['schema', 'node_modules']) await symlink(join(root, name), join(checkout, name));
});
afterAll(async () => {
  await rm(checkout, { recursive: true, force: true });
  await service.close();
  await deployment.close();
});

test('what its codegen types compiles, follows a run to its end, and prints the matrix', async () => {
  await run(tool('graphql-codegen'), [], { cwd: example });
  await run(tool('tsc'), [], { cwd: example }).catch(({ stdout }: { stdout: string }) => {
    throw new Error(`The example does not compile:\n${stdout}`);
  });

  const { a, url } = deployment.server;
  const { experiment } = await seedExperiment(a.scope, {
    items: numberedItems(3),
    serviceUrl: service.url,
    variants: [{}, { careless: true }],
  });
  const runs = expectValue(await startRuns(a.scope, { experimentId: experiment.id }));
  const watched = runs.map(({ id }) => encodeId('run', id));
  const outputs = await Promise.all(
    watched.map((id) =>
      run(process.execPath, ['dist/watch.js', id], {
        cwd: example,
        env: { ...process.env, VARIORUM_URL: url, VARIORUM_API_KEY: a.viewer },
      }),
    ),
  );
  expect(outputs.map(({ stdout }) => stdout.split('\n').filter((line) => line.startsWith('completed')))).toEqual([
    ['completed: 3 of 3 items, 0 failed'],
    ['completed: 2 of 3 items, 1 failed'],
  ]);

  const { stdout } = await run(process.execPath, ['dist/watch.js', watched[0] ?? ''], {
    cwd: example,
    env: { ...process.env, VARIORUM_URL: url, VARIORUM_API_KEY: a.viewer },
  });
  expect(stdout).toMatchInlineSnapshot(`
    "completed: 3 of 3 items, 0 failed
      item-0: variant 1 1.00, variant 2 1.00
    ≠ item-1: variant 1 1.00, variant 2 0.00
    ≠ item-2: variant 1 1.00, variant 2 error
    "
  `);
});
