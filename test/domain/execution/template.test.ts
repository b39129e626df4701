import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPrompt } from '../../../src/domain/execution/default-prompt.js';
import { documentOf } from '../../../src/domain/execution/document.js';
import type { Item } from '../../../src/domain/execution/executor.js';
import { templateOf } from '../../../src/domain/execution/template.js';
import { checkTemplate, checkTemplateFields } from '../../../src/domain/execution/template-checks.js';
import type { Json } from '../../../src/json.js';

const item = (input: Json, metadata: Json = {}): Item => ({
  id: 'i',
  externalId: 'first',
  input,
  expectedOutput: 'the answer',
  metadata,
});
const render = (template: string, input: Json, metadata: Json = {}) => templateOf(template).render(item(input, metadata));

describe('a template over an item', () => {
  test('takes text as it is, without HTML escaping, and objects as JSON', () => {
    const input = { question: 'Is 1 < 2 & "so"?', options: ['a', 'b'], sure: true, note: null };
    expect(render('{{input.question}} {{{input.question}}} {{&input.question}}', input).text).toBe(
      `${input.question} ${input.question} ${input.question}`,
    );
    expect(
      render('{{input.options}}|{{input.options.1}}|{{input.sure}}|{{input.note}}|{{metadata.a.b}}', input, { a: { b: 1.5 } }),
    ).toEqual({
      text: '["a","b"]|b|true||1.5',
      missing: [],
    });
    expect(render('{{externalId}}: {{input}}', 'plain').text).toBe('first: plain');
  });

  test('any text arrives unchanged', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => render('{{input.a}}', { a: text }).text === text));
  });

  test('never reaches the expected output, nor what every JavaScript object has', () => {
    for (const name of ['input.constructor', 'input.__proto__', 'input.toString', 'input.a.length']) {
      expect(render(`{{${name}}}`, { a: 'text' })).toEqual({ text: '', missing: [name] });
    }
    expect(render('{{#input.a}}{{expectedOutput}}{{/input.a}}', { a: 1 }).missing).toEqual(['expectedOutput']);
    expect(checkTemplate('{{expectedOutput}}', 'configuration.prompt')).toMatchObject({
      code: 'UNKNOWN_FIELD',
      field: 'configuration.prompt',
    });
  });

  test('leaves out a section over what an item lacks, and goes through lists', () => {
    const template = '{{#input.hint}}Hint: {{.}} for {{input.question}}{{/input.hint}}{{^input.hint}}No hint{{/input.hint}}';
    expect(render(template, { question: 'q', hint: 'h' })).toEqual({ text: 'Hint: h for q', missing: [] });
    expect(render(template, { question: 'q' })).toEqual({ text: 'No hint', missing: [] });
    expect(
      render('{{#input.turns}}{{who}}: {{text}}\n{{/input.turns}}', {
        turns: [
          { who: 'A', text: 'x' },
          { who: 'B', text: 'y' },
        ],
      }).text,
    ).toBe('A: x\nB: y\n');
  });
});

describe('a template that is saved', () => {
  test.each([
    ['{{input.question', /Unclosed tag/],
    ['{{#input.a}}text', /Unclosed section "input.a"/],
    ['{{/input.a}}', /Unopened section/],
    ['{{>header}}', /no partials/],
    ['{{#input.a}}{{>header}}{{/input.a}}', /no partials/],
  ])('%s is not one', (template, message) => {
    const error = checkTemplate(template, 'configuration.prompt');
    expect(error).toMatchObject({ code: 'INVALID_TEMPLATE', field: 'configuration.prompt' });
    expect(error?.message).toMatch(message);
  });

  test('names what an item has', () => {
    expect(checkTemplate('{{question}}', 'configuration.prompt')?.message).toMatch(/Did you mean {{input.question}}\?/);
    expect(checkTemplate('{{.}}', 'configuration.prompt')?.code).toBe('UNKNOWN_FIELD');
    expect(
      checkTemplate(
        '{{#input.turns}}{{who}}{{/input.turns}} {{metadata.a}} {{! a comment }} {{externalId}}',
        'configuration.prompt',
      ),
    ).toBeNull();
  });
});

describe('a template before a run', () => {
  test('a field that every item lacks is named, with the fields there are', () => {
    const items = [item({ question: 'a', level: 1 }), item({ question: 'b' })];
    const error = checkTemplateFields('{{input.qestion}}', items, 'configuration.prompt');
    expect(error).toMatchObject({ code: 'UNKNOWN_FIELD', field: 'configuration.prompt' });
    expect(error?.message).toContain('{{input.qestion}}');
    expect(error?.message).toContain('Their input has: question, level.');
    expect(checkTemplateFields('{{input}} {{metadata.tag}}', items, 'configuration.prompt')?.message).toContain(
      'Their metadata has no fields.',
    );
    expect(checkTemplateFields('{{input.question}}', [item('text')], 'configuration.prompt')?.message).toContain(
      'write {{input}}',
    );
  });

  test('a field that some items lack is let through: those items become errors', () => {
    expect(checkTemplateFields('{{input.level}}', [item({}), item({ level: 1 })], 'configuration.prompt')).toBeNull();
    expect(checkTemplateFields('{{input.level}}', [], 'configuration.prompt')).toBeNull();
  });
});

test('without a template the prompt is the input: its text, its only field, or its JSON', () => {
  expect(defaultPrompt('text')).toBe('text');
  expect(defaultPrompt({ question: 'text' })).toBe('text');
  expect(defaultPrompt({ question: 'text', level: 1 })).toBe('{"question":"text","level":1}');
  expect(defaultPrompt({ number: 1 })).toBe('{"number":1}');
  expect(defaultPrompt([1])).toBe('[1]');
});

test('the document is the input, its field document or text, or its JSON', () => {
  expect(documentOf('page')).toBe('page');
  expect(documentOf({ document: 'page', text: 'other' })).toBe('page');
  expect(documentOf({ document: 1, text: 'other' })).toBe('other');
  expect(documentOf({ page: 'x' })).toBe('{"page":"x"}');
});

test('sections in sections over long lists are refused rather than rendered for hours', () => {
  const source = '{{#input.a}}{{#input.a}}{{#input.a}}x{{/input.a}}{{/input.a}}{{/input.a}}';
  const input = { a: Array.from({ length: 10_000 }, () => 1) };
  expect(() => render(source, input)).toThrow('too large');
  expect(() => render('{{input}}'.repeat(400), input)).not.toThrow();
  expect(() => render('{{input}}'.repeat(1000), input)).toThrow('too large');
  expect(checkTemplateFields(source, [item(input)], 'configuration.prompt')).toMatchObject({
    code: 'INVALID_TEMPLATE',
    field: 'configuration.prompt',
  });
});
