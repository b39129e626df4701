import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codeIn, section, tableRows } from './pages.js';

const guide = new URL('../../../shared/seeds/000_84090a12ded43a5a.txt', import.meta.url);
const rows = tableRows(section('promises.md', 'What the guide says'), 'the guide says');

test.skipIf(!existsSync(guide))('every sentence of the guide is in the table (skipped where ../shared/seeds is absent)', () => {
  const lines = readFileSync(guide, 'utf8').split('\n');
  // The lines of code begin with a small letter or a bracket, all but one.
  const prose = lines.filter((line) => /^[A-Z]/.test(line) && !line.includes('=>'));
  const sentences = prose.flatMap((line) => line.trim().split(/(?<=\.) /));
  expect(sentences).toHaveLength(27);
  expect(rows.map(([sentence]) => sentence)).toEqual(sentences);
});

test.each(rows)('%s', (_, tests = '', files = '') => {
  const texts = codeIn(files).map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
  const titles = texts.flatMap(titlesOfTests);
  expect(codeIn(tests).length).toBeGreaterThan(0);
  expect(codeIn(tests).filter((title) => !titles.includes(title))).toEqual([]);
});

test('a test that is skipped, or still to be written, shows nothing', () => {
  const text = ['', '.skip', '.todo', '.skipIf(isMissing)', '.each(rows)', '.skip.each(rows)', '.fails'].map(
    (how) => `test${how}('is${how}', () => {\n});`,
  );
  expect(titlesOfTests(text.join('\n'))).toEqual(['is', 'is.each(rows)']);
});

/** Of the tests that run whatever is there: those that are skipped, or are still to be written, show nothing. */
function titlesOfTests(text: string): string[] {
  const calls = text.matchAll(/^ *test(\.each(?:<.*>)?\((?:(?!^ *test).)*?\))?\(\s*'([^\n]*)',\s+(?:async )?\(/gms);
  return [...calls].map(([, , title = '']) => title);
}
