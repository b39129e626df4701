import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type InvocableFunction, isFunction } from './define-function.js';

/**
 * The functions that a module exports, each by itself or in lists.
 *
 * @param path of the module, from the working directory.
 * @throws Error that says what is wrong with the module.
 */
export async function loadFunctions(path: string): Promise<InvocableFunction[]> {
  const file = resolve(path);
  if (!existsSync(file)) throw new Error(`${file}: there is no such file.`);
  let exported: object;
  try {
    exported = await import(pathToFileURL(file).href);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`The functions in ${file} can't be loaded: ${said.trim().replaceAll(/\s*\n\s*/g, ' ')}`, { cause: error });
  }
  const functions = Object.values(exported)
    .flatMap((value: unknown) => value)
    .filter(isFunction);
  if (functions.length > 0) return functions;
  throw new Error(`${file} exports no functions. Export what createFunction gives, or lists of it.`);
}
