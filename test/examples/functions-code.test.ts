import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../examples/functions/', import.meta.url);
const guide = new URL('../../../shared/seeds/000_84090a12ded43a5a.txt', import.meta.url);

describe.skipIf(!existsSync(guide))('the code of the guide (skipped where ../shared/seeds is absent)', () => {
  test.each([
    [
      'summarize-document',
      'export default inngest.createFunction(\n{\nid: "summarize-document"',
      'The variant selection is wrapped',
    ],
    ['assistant-model', 'const response = await', 'The same user ID always'],
    ['prompt-strategy', 'const answer = await', 'Get the selected variant name'],
    ['tone-test', 'const outcome = await', 'Run multiple experiments'],
    ['ai-document-pipeline', 'export default inngest.createFunction(\n{\nid: "ai-document-pipeline"', 'By appending'],
  ])('stands in %s.mjs to the letter', (name, from, until) => {
    const text = readFileSync(guide, 'utf8');
    const code = text.slice(text.indexOf(from), text.indexOf(until));
    expect(code).toContain('group.experiment(');
    expect(code.trimEnd()).toMatch(/\);$/);
    const example = withoutSpace(readFileSync(new URL(`${name}.mjs`, folder), 'utf8'));
    expect(example).toContain(withoutSpace(code));
    expect(example).toContain(withoutSpace('import { experiment } from "inngest";').replace('inngest', 'variorum/functions'));
  });
});

function withoutSpace(code: string): string {
  return code.replaceAll(/\s+/g, '');
}
