/**
 * Writes `schema/schema.graphql`, the public contract, from the code. With `--check` it writes nothing and fails when the
 * file is not what the code says.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './schema.js';

// Two levels up both from the sources (src/graphql) and from the build (dist/graphql).
const file = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));
const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;

if (!process.argv.includes('--check')) {
  await writeFile(file, printed);
} else if ((await readFile(file, 'utf8').catch(() => '')) !== printed) {
  console.error('schema/schema.graphql is not what the code says. Run `npm run generate` and commit what it changes.');
  process.exitCode = 1;
}
