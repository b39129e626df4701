import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import type { Parts } from '../../src/cli/running-process.js';
import { fakeTerminal } from './fake-terminal.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variorum-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a command that runs until it is stopped says, where its database is kept there, and what it had started. */
async function said(parameters: string[], dataDirectory: string | null) {
  const terminal = fakeTerminal();
  const started: Parts[] = [];
  const start = async (parts: Parts) => {
    started.push(parts);
    // Ctrl-C, once it has said what it has to say.
    setImmediate(() => process.emit('SIGINT'));
    const url = parts.api ? 'http://127.0.0.1:4000' : null;
    const without = { firstKey: null, signInLink: async () => null, localKey: async () => '', stop: async () => undefined };
    return { url, dataDirectory, ...without };
  };
  await createProgram({ start }, terminal).parseAsync(parameters, { from: 'user' });
  return { lines: terminal.out.text.trimEnd().split('\n'), started };
}

test('whoever works on functions says on which', async () => {
  const path = join(folder, 'functions.mjs');
  const made = (id: string) =>
    `{ [Symbol.for('variorum.function')]: true, definition: { app: 'shop', externalId: '${id}' }, handler() {} }`;
  await writeFile(path, `export const both = [${made('pay')}, ${made('pack')}];`);

  const worker = await said(['worker', '--functions', path], null);
  expect(worker.lines).toEqual(['Working on runs.', 'Working on the functions shop/pay, shop/pack.']);
  expect(worker.started).toMatchObject([{ api: false, worker: true, functions: [{ definition: { externalId: 'pay' } }, {}] }]);
  expect((await said(['start', '--functions', path], null)).lines).toContain('Working on the functions shop/pay, shop/pack.');
});

test('a part that takes a database of its own says where it is: others may be meant to share it', async () => {
  const where = 'The database is in /data/.variorum; DATABASE_URL would name another.';
  expect((await said(['worker'], '/data/.variorum')).lines).toEqual(['Working on runs.', where]);
  expect((await said(['serve'], '/data/.variorum')).lines).toEqual(['Variorum listens at http://127.0.0.1:4000.', where]);
  expect((await said(['serve'], null)).lines).toEqual(['Variorum listens at http://127.0.0.1:4000.']);
});
