import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type InvocableFunction, isFunction } from '../../src/functions/define-function.js';
import { blocksIn } from './pages.js';

const source = new URL('../../src/functions.ts', import.meta.url);

/** The functions that the programs of a page make. What the programs do besides is for another test. */
export async function functionsOf(page: string): Promise<InvocableFunction[]> {
  const folder = await mkdtemp(join(tmpdir(), 'variorum-docs-'));
  try {
    const programs = blocksIn('ts').filter((block) => block.page === page && block.text.includes('export const'));
    const modules = programs.map(async ({ text }, place) => {
      const file = join(folder, `program-${place}.ts`);
      await writeFile(file, text.replace("'variorum/functions'", `'${source.pathname}'`));
      return Object.values<unknown>(await import(pathToFileURL(file).href));
    });
    return (await Promise.all(modules)).flat().filter(isFunction);
  } finally {
    await rm(folder, { recursive: true });
  }
}
