import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgeLocally } from '../../../src/domain/evaluation/scoring.js';
import { item, snapshot } from './judging.js';

const folder = new URL('../../../../shared/data/', import.meta.url);
const present = existsSync(new URL('gsm8k-recordings.jsonl', folder));
const published = { '6b_finetuning': 286, '6b_verification': 515, '175b_finetuning': 458, '175b_verification': 742 };
const asText = { '6b_finetuning': 284, '6b_verification': 513, '175b_finetuning': 457, '175b_verification': 737 };

function read<T>(name: string): T[] {
  return readFileSync(new URL(name, folder), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

function passedBy(configuration: { extract: string; normalize?: string[] }, padding = '') {
  const recordings = read<{ solutions: Record<string, string> }>('gsm8k-recordings.jsonl');
  const expected = read<{ expectedOutput: string }>('gsm8k.jsonl').map((line) => item(line.expectedOutput));
  const evaluators = [snapshot('EXACT_MATCH', configuration)];
  const count = (model: string) =>
    recordings.filter(
      ({ solutions }, index) =>
        judgeLocally(evaluators, { item: expected[index] ?? item(), output: `${solutions[model]}${padding}` })[0]?.passed,
    ).length;
  return Object.fromEntries(Object.keys(published).map((model) => [model, count(model)]));
}

// Skipped where the recordings are not beside the checkout.
test
  .skipIf(!present)
  .each([
    'A: (.*)',
    'A: (.+)',
    'A: (.*)$',
    'A:\\s*(.+)$',
    'A:\\s*(.*)',
    'A:(.*)',
    '^A: (.*)$',
    'A: (\\S+)',
    'A: (.*)\\s*$',
    'A: ([\\s\\S]*)',
    '(?<=A: ).*',
    'A:\\s*(-?[\\d,.]+)',
    'A: (\\-?[0-9\\.\\,]+)',
    '(?:^|\\n)A: (.+)',
  ])('the published numbers come out of the recordings (gsm8k.jsonl) with extract %s and nothing else', (extract) => {
  expect(passedBy({ extract })).toEqual(published);
});

test.skipIf(!present)('they come out of recordings with white space after the answer, and with normalization asked for', () => {
  expect(passedBy({ extract: 'A:\\s*(.+)$' }, '  \n\n')).toEqual(published);
  expect(passedBy({ extract: 'A: (.*)', normalize: ['number'] })).toEqual(published);
});

test.skipIf(!present)('a plain comparison of the recorded text gives the lower numbers', () => {
  expect(passedBy({ extract: 'A: (.*)', normalize: ['trim'] })).toEqual(asText);
});
