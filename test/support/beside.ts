import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** The path of published data or of a tool that may lie beside the checkout and is no part of it; null where it does not. */
export function besideCheckout(path: string): string | null {
  if (existsSync(`${folder}${path}`)) return `${folder}${path}`;
  console.warn(`Tests with ${path} are skipped: it is not in the folder ../shared beside the checkout.`);
  return null;
}
