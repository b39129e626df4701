import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf, emptyDraft, fieldsDraft, readConfiguration } from '../../src/dashboard/variants/configuration-draft.js';
import type { JsonObject } from '../../src/dashboard/variants/json.js';
import { draftOfOverride, overrideFieldsOf, readOverride } from '../../src/dashboard/variants/override-draft.js';
import { type ConfigurationType, fieldsOf, type StepOfConfiguration } from '../../src/dashboard/variants/parameter-fields.js';

const steps: StepOfConfiguration[] = [
  {
    externalId: 'search/web',
    parameters: [
      { name: 'top_k', type: 'INTEGER', default: 10, minimum: 1, maximum: 50, choices: null },
      { name: 'rerank', type: 'BOOLEAN', default: null, minimum: null, maximum: null, choices: null },
      { name: 'index', type: 'STRING', default: 'v1', minimum: null, maximum: null, choices: ['v1', 'v2'] },
      { name: 'weights', type: 'JSON', default: null, minimum: null, maximum: null, choices: null },
    ],
  },
];
const anyType = fc.constantFrom<ConfigurationType>('LLM', 'EXTRACTION', 'CUSTOM', 'WEBHOOK');
/** Keys that have fields, and others; values that fit them, and others. */
const anyKey = fc.constantFrom(
  'model',
  'prompt',
  'temperature',
  'verbosity',
  'schemaId',
  'schemaVersion',
  'endpoint',
  'depth',
  'search/web',
);
const anyParameters = fc.dictionary(fc.constantFrom('top_k', 'rerank', 'index', 'weights', 'other'), fc.jsonValue(), {
  noNullPrototype: true,
});
const anyConfiguration = fc.dictionary(
  anyKey,
  fc.oneof(fc.jsonValue(), fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), anyParameters),
  {
    noNullPrototype: true,
  },
);

test('a configuration that is opened and saved unchanged is the same, whatever is in it', () => {
  fc.assert(
    fc.property(anyType, anyConfiguration, (type, given) => {
      const configuration = JSON.parse(JSON.stringify(given)) as JsonObject;
      const fields = fieldsOf(type, steps);
      expect(readConfiguration(fields, draftOf(fields, configuration))).toEqual({ configuration });
    }),
  );
});

test('fields show the configurations that they can ask for, and what is left empty is left out', () => {
  const llm = fieldsOf('LLM', []);
  const configuration = { model: 'openai:gpt-4.1', prompt: '{{input.question}}', temperature: 0, verbosity: 'low' };
  expect(fieldsDraft(llm, configuration)).toEqual({
    form: 'fields',
    texts: { model: 'openai:gpt-4.1', prompt: '{{input.question}}', temperature: '0', verbosity: '"low"' },
  });
  expect(fieldsDraft(llm, { ...configuration, system: '' })).toBeNull();
  expect(readConfiguration(llm, { form: 'fields', texts: { model: 'a:b', system: ' ', temperature: '' } })).toEqual({
    configuration: { model: 'a:b' },
  });

  const custom = { endpoint: 'my-service', depth: 3, anything: { else: true } };
  expect(fieldsDraft(fieldsOf('CUSTOM', []), custom)).toMatchObject({ form: 'fields', texts: { endpoint: 'my-service' } });
  const webhook = { 'search/web': { top_k: 5, rerank: false, index: 'v2', weights: [1, 2] } };
  expect(fieldsDraft(fieldsOf('WEBHOOK', steps), webhook)).toMatchObject({ form: 'fields', texts: { 'search/web/top_k': '5' } });
});

test('what is no JSON is named at its field, as the API names fields', () => {
  const webhook = fieldsOf('WEBHOOK', steps);
  expect(readConfiguration(webhook, { form: 'fields', texts: { 'search/web/weights': '[1,' } })).toMatchObject({
    field: 'configuration.search/web.weights',
    misfit: expect.stringContaining('This is no JSON'),
  });
  expect(readConfiguration(webhook, { form: 'json', text: '[]' })).toMatchObject({ field: 'configuration' });
  expect(readConfiguration(webhook, emptyDraft)).toEqual({ configuration: {} });
});

test('an override takes a value of the parameter’s kind, and an empty text is a value too', () => {
  const webhook = overrideFieldsOf('WEBHOOK', steps);
  const step = 'search/web';
  const read = (parameter: string, text: string) => readOverride(webhook, { step, parameter, text });
  expect(read('top_k', '7')).toEqual({ override: { step, parameter: 'top_k', value: 7 } });
  expect(read('index', '"v2"')).toEqual({ override: { step, parameter: 'index', value: 'v2' } });
  expect(read('top_k', '')).toMatchObject({ field: 'override.value' });
  expect(read('', '7')).toMatchObject({ field: 'override.parameter' });

  const llm = overrideFieldsOf('LLM', []);
  expect(readOverride(llm, { step: null, parameter: 'system', text: '' })).toMatchObject({ override: { value: '' } });
  const custom = overrideFieldsOf('CUSTOM', []);
  const override = { step: null, parameter: 'depth', value: { levels: [1, 2] } };
  expect(readOverride(custom, draftOfOverride(custom, override))).toEqual({ override });
});
