import { copyFile, mkdir, symlink } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type InvocableFunction, isFunction } from '../../src/functions/define-function.js';
import type { Json } from '../../src/json.js';
import { startJsonServer } from './json-server.js';
import { startModelServer } from './model-server.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const examples = join(repository, 'examples/functions');

/** The steps of each of its variants, in their order. */
export const stepsOf: Record<string, string[]> = {
  single_shot: ['single-shot'],
  rag_pipeline: ['retrieve-context', 'generate-with-context'],
};

/** The example's function in this process, for its definition. */
export async function ragFunction(): Promise<InvocableFunction> {
  const module: { default: unknown } = await import(join(examples, 'prompt-strategy.mjs'));
  if (!isFunction(module.default)) throw new Error('The example exports a function.');
  return module.default;
}

/**
 * Makes an app of the example in a folder, with the package installed as its users have it: its code to the letter, and a vector
 * store that is a service.
 *
 * @returns the path of its module.
 */
export async function installRagExample(folder: string): Promise<string> {
  await mkdir(join(folder, 'node_modules'));
  await symlink(repository, join(folder, 'node_modules/variorum'));
  for (const name of ['prompt-strategy.mjs', 'client.mjs', 'models.mjs'])
    await copyFile(join(examples, name), join(folder, name));
  await copyFile(join(repository, 'test/support/store-service.mjs'), join(folder, 'store.mjs'));
  return join(folder, 'prompt-strategy.mjs');
}

/** What the code of a step asked for. */
export interface Ask {
  question: string;
  step: string;
  /** The key that the worker has for its services. */
  worker: string;
}

/** The services that the example calls. */
export interface RagServices {
  /** What tells a worker of them, and them of the worker. */
  environmentOf(worker: string): Record<string, string>;
  close(): Promise<void>;
}

/** @param meet sees every request, which is answered once that has resolved, with how often that step was asked for. */
export async function startRagServices(meet: (ask: Ask) => Promise<number>): Promise<RagServices> {
  const models = await startModelServer({
    answer: async ({ prompt, headers }) => {
      const question = /(?:Answer this question|Answer): (.*)$/.exec(prompt)?.[1] ?? '';
      const step = prompt.startsWith('Using this context') ? 'generate-with-context' : 'single-shot';
      return answerTo(question, await meet({ question, step, worker: keyOf(headers) }));
    },
  });
  const { searchVectorStore } = (await import(join(examples, 'store.mjs'))) as {
    searchVectorStore(question: string, options: { topK: number }): Json;
  };
  const store = await startJsonServer(async ({ body, headers }) => {
    const { question, topK } = body as { question: string; topK: number };
    await meet({ question, step: 'retrieve-context', worker: keyOf(headers) });
    return { body: searchVectorStore(question, { topK }) };
  });
  return {
    environmentOf: (worker) => ({ MODEL_URL: models.url, STORE_URL: store.url, MODEL_API_KEY: worker }),
    close: async () => {
      await models.close();
      await store.close();
    },
  };
}

/** What the model answers to whoever is the first, second … to ask for a step. */
export function answerTo(question: string, times: number): string {
  return `Answer ${times} to ${question}`;
}

function keyOf({ authorization = '' }: IncomingHttpHeaders): string {
  return authorization.replace('Bearer ', '');
}
