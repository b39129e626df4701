import fc from 'fast-check';
import { expect, test } from 'vitest';
import { configurationChanges } from '../../src/dashboard/experiment/configuration-changes.js';
import { changeWords, configurationWords, overrideWords } from '../../src/dashboard/experiment/configuration-words.js';
import { intervalWords } from '../../src/dashboard/experiment/interval-words.js';
import { sensitivityWords } from '../../src/dashboard/experiment/sensitivity-words.js';
import { planWords, startPlan } from '../../src/dashboard/experiment/start-plan.js';
import { taskWords } from '../../src/dashboard/experiment/task-words.js';

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

test('between two configurations is what either says otherwise, in whatever order they say it', () => {
  const words = (before: unknown, after: unknown) => configurationChanges(before, after).map(changeWords);
  expect(words({ model: 'rules:labels', schemaId: 'sch_1' }, { schemaId: 'sch_1', model: 'rules:lines' })).toEqual([
    'model: rules:labels → rules:lines',
  ]);
  expect(words({ classifier: { temperature: 0, stop: ['a'] } }, { classifier: { stop: ['b'], top_p: 1 }, search: null })).toEqual(
    [
      'classifier.temperature: 0 → not set',
      'classifier.stop: ["a"] → ["b"]',
      'classifier.top_p: not set → 1',
      'search: not set → null',
    ],
  );
  const long = 'Answer in one word. '.repeat(5);
  expect(words({ system: `${long}Please.` }, { system: `${long}Now.` })).toEqual(['system: another text']);

  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, entry]) => [key, reversed(entry)]),
    );
  };
  const configuration = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(configuration, (given) => {
      expect(configurationChanges(given, reversed(given))).toEqual([]);
    }),
  );
});

test('the items that are run are told by how they were chosen', () => {
  const none = { metadata: null, size: null, externalIds: null };
  expect(taskWords({ ...none, kind: 'ALL' })).toBeNull();
  expect(taskWords({ ...none, kind: 'FILTER', metadata: { kind: 'slip', pages: 2 } })).toBe(
    'those with kind = slip and pages = 2',
  );
  expect(taskWords({ ...none, kind: 'SAMPLE', size: 20 })).toBe('a sample of 20');
  expect(taskWords({ ...none, kind: 'SAMPLE', size: 20, metadata: { kind: 'slip' } })).toBe(
    'a sample of 20 of those with kind = slip',
  );
  expect(taskWords({ ...none, kind: 'LIST', externalIds: ['a', 'b'] })).toBe('a list of 2');
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
    'The smallest difference of the score that 40 items can be expected to show: about 0.123, going by how much the scores of the items differ between the newest two runs.',
  );
  expect(sensitivityWords({ items: 1, smallestDifference: null, basis: 'DEFAULT' })).toBe(
    'With 1 item, no difference can be expected to show.',
  );
  expect(intervalWords({ confidenceLow: -0.012, confidenceHigh: 0.14, items: 40 })).toBe('95 %: −0.012 to +0.140, over 40 items');
  expect(intervalWords({ confidenceLow: null, confidenceHigh: null, items: 1 })).toBe('1 item, too few for an interval');
});
