import { expect, test } from 'vitest';
import { formatJson } from '../../src/cli/compare/json.js';
import { judge } from '../../src/cli/compare/gate.js';
import { createProgram } from '../../src/cli/program.js';
import { defaultStandardDeviation } from '../../src/domain/experiments/sensitivity.js';
import { detectableDifference } from '../../src/domain/statistics/power.js';
import { compared } from '../cli/comparison-reports.js';
import { fakeTerminal } from '../cli/fake-terminal.js';
import { blockIn, codeIn, section, tableRows } from './pages.js';

const program = createProgram({ start: () => Promise.reject(new Error('No process is started here.')) }, fakeTerminal());

test('the options of the page are those of the command, with their defaults', () => {
  const command = program.commands.find((known) => known.name() === 'compare');
  const rows = tableRows(section('ci.md', 'Did this change'), 'option');
  expect(rows.map(([flags = '']) => codeIn(flags)[0])).toEqual(command?.options.map(({ flags }) => flags));
  for (const option of command?.options ?? []) {
    const [, given = ''] = rows.find(([flags = '']) => flags.includes(option.flags)) ?? [];
    if (option.defaultValue !== undefined) expect(given).toBe(`\`${option.defaultValue}\``);
  }
});

test.each(['sh', 'yaml'])('the options in the %s example are options of the command', (language) => {
  const command = program.commands.find((known) => known.name() === 'compare');
  const used = (blockIn(language, 'ci').text.match(/variorum compare.*/)?.[0] ?? '').match(/--[a-z-]+/g) ?? [];
  expect(used.length).toBeGreaterThan(1);
  expect(used.filter((name) => !command?.options.some(({ long }) => long === name))).toEqual([]);
});

test('the JSON is what the command prints', () => {
  const gate = judge(compared(), { failOn: 'regressed', maxRegressed: 10 });
  expect(blockIn('json', 'ci').text.trim()).toBe(formatJson(compared(), gate));
});

test.each(tableRows(section('ci.md', 'Before a start'), 'items'))('by the default, %s items show %s', (items = '', smallest) => {
  const difference = detectableDifference({ items: Number(items.replace(',', '')), sd: defaultStandardDeviation });
  expect(difference?.toFixed(3)).toBe(smallest);
});
