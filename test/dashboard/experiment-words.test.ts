import { expect, test } from 'vitest';
import { configurationWords, overrideWords } from '../../src/dashboard/experiment/configuration-words.js';
import { intervalWords } from '../../src/dashboard/experiment/interval-words.js';
import { sensitivityWords } from '../../src/dashboard/experiment/sensitivity-words.js';
import { planWords, startPlan } from '../../src/dashboard/experiment/start-plan.js';

test('a configuration in short has its parameters, those of steps by their step, and long texts cut', () => {
  expect(configurationWords({ model: 'rules:labels', schemaId: 'sch_1', temperature: 0.3 })).toBe(
    'model: rules:labels, temperature: 0.3',
  );
  expect(configurationWords({ classifier: { model: 'gpt-4o', temperature: 0 }, search: { top_k: 5 } })).toBe(
    'classifier.model: gpt-4o, classifier.temperature: 0, search.top_k: 5',
  );
  expect(overrideWords({ step: null, parameter: 'system', value: `Answer  in\none word.${' Please.'.repeat(5)}` })).toBe(
    'system: Answer in one word. Please. Please. Ple…',
  );
  expect(overrideWords({ step: 'classifier', parameter: 'stop', value: ['a', 1] })).toBe('classifier.stop: ["a",1]');
});

test('a start without a choice runs all variants; where there is a baseline, that first, and then all others', () => {
  const variant = (name: string, { baseline = false, ran = false } = {}) => ({ name, baseline, outcome: ran ? {} : null });
  const words = (...variants: ReturnType<typeof variant>[]) => planWords(startPlan(variants));
  expect(words()).toBe('There is no variant to run yet. Add one first.');
  expect(words(variant('a'), variant('b', { ran: true }), variant('c'))).toBe('Runs “a”, “b”, and “c”.');
  const baseline = variant('as it is', { baseline: true });
  expect(words(baseline, variant('b'))).toBe('Runs the baseline, “as it is”, alone. The others can run once it has completed.');
  const completed = variant('as it is', { baseline: true, ran: true });
  expect(words(completed, variant('b'), variant('c'))).toBe('The baseline has run: now runs “b” and “c”.');
  expect(words(completed)).toBe('The baseline has run, and there is no other variant yet. Branch one from it.');
});

test('sensitivity and intervals say how many items they rest on', () => {
  expect(sensitivityWords({ items: 40, smallestDifference: 0.1234, basis: 'EARLIER_RUNS' })).toBe(
    'With 40 items, differences of the score from about 0.123 on show (going by the newest two runs).',
  );
  expect(sensitivityWords({ items: 1, smallestDifference: null, basis: 'DEFAULT' })).toBe(
    'With 1 item, no difference can be expected to show.',
  );
  expect(intervalWords({ confidenceLow: -0.012, confidenceHigh: 0.14, items: 40 })).toBe('95 %: −0.012 to +0.140, over 40 items');
  expect(intervalWords({ confidenceLow: null, confidenceHigh: null, items: 1 })).toBe('1 item, too few for an interval');
});
