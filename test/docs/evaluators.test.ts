import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { EvaluatorKind } from '../../src/database/client.js';
import { addEndpoint } from '../../src/domain/endpoints/endpoints.js';
import { evaluatorDefinitions, planEvaluator } from '../../src/domain/evaluation/evaluators.js';
import { normalizations } from '../../src/domain/evaluation/normalization.js';
import type { Scope } from '../../src/domain/scope.js';
import type { Json, JsonObject } from '../../src/json.js';
import { item, judged } from '../domain/evaluation/judging.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';
import { blocksIn, codeIn, section, tableRows } from './pages.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database, { config: readConfig({ OPENAI_API_KEY: 'of this test' }) });
  expectValue(await addEndpoint(scope, { name: 'judge', url: 'https://judge.example.com/' }));
});
afterAll(() => database.close());

const kinds = Object.values(EvaluatorKind);
const configurations = blocksIn('json').flatMap(({ tag, text }): [EvaluatorKind, JsonObject][] => {
  const kind = kinds.find((name) => tag === `evaluator:${name}`);
  return kind ? [[kind, JSON.parse(text)]] : [];
});

test.each(configurations)('the configuration of %s is accepted as the page shows it', async (kind, configuration) => {
  expectValue(await planEvaluator(scope, kind, configuration));
});

describe.each(kinds)('%s', (kind) => {
  const [, configuration = {}] = configurations.find(([name]) => name === kind) ?? [];
  const kindsSection = section('evaluators.md', 'Keys of each kind');

  test('has the threshold and the normalization of the table', () => {
    const row = tableRows(section('evaluators.md', 'Evaluators'), 'kind').find(([name]) => name === `\`${kind}\``) ?? [];
    const { normalize: _, ...rest } = configuration;
    expect(Number(row[2])).toBe(evaluatorDefinitions[kind].threshold);
    expect(evaluatorDefinitions[kind].configuration.parse(rest)).toMatchObject({ normalize: codeIn(row[3] ?? '') });
  });

  test('has keys that its paragraph names, and no other', async () => {
    const refused = await planEvaluator(scope, kind, { ...configuration, nonsense: 1 });
    if (!(refused instanceof Error)) throw new Error('A key that is not known was accepted.');
    const known = /The fields there are: (.*)\.$/.exec(refused.message)?.[1]?.split(', ') ?? [];
    const own = known.filter((key) => !['pointer', 'extract', 'normalize'].includes(key));
    const paragraph = kindsSection.split('\n\n').find((text) => text.startsWith(`**${kind}**`)) ?? '';
    expect(codeIn(paragraph)).toEqual(expect.arrayContaining(own));
    if (own.length === 0) expect(paragraph).toContain('has no further keys');
  });
});

test('the names of `normalize` are those that there are, in the order in which they apply', () => {
  const rows = tableRows(section('evaluators.md', 'Options of every kind'), 'name');
  expect(rows.flatMap(([name = '']) => codeIn(name))).toEqual(normalizations);
});

const examples = tableRows(section('evaluators.md', 'Keys of each kind'), 'kind').map(
  ([kind = '', configuration = '', expected = '', output = '', value = '']) => {
    const parsed = (cell: string): Json => JSON.parse(codeIn(cell)[0] ?? 'missing');
    return {
      kind,
      configuration: parsed(configuration) as JsonObject,
      expected: parsed(expected),
      output: parsed(output),
      value,
    };
  },
);

test.each(examples)('$kind $configuration: $expected expected, $output given: $value', (example) => {
  const kind = kinds.find((name) => name === example.kind);
  if (!kind) throw new Error(`There is no kind ${example.kind}.`);
  const score = judged(kind, example.configuration, example.output, item(example.expected));
  const value = score === undefined ? 'no score' : score.value === null ? 'failed' : String(score.value);
  expect(value).toBe(example.value);
});
