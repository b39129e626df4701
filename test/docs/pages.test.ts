import { existsSync, readFileSync } from 'node:fs';
import { isInterfaceType, isObjectType, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { schema } from '../../src/graphql/schema.js';
import { blocksIn, codeIn, folder, pages, section, tableRows } from './pages.js';

/** The blocks that the tests of this folder run or check, by language and tag; `*` is any tag. */
const checked = new Set([
  'graphql ',
  'ts ',
  'sh ',
  'sh curl',
  'sh share',
  'sh share-curl',
  'sh ci',
  'sh export',
  'sh worker',
  'yaml ci',
  'json ci',
  'text curl',
  'jsonl items',
  'csv ',
  'json csv-columns',
  'json csv-items',
  'json llm-variant',
  'json extraction-variant',
  'json custom-variant',
  'json custom-request',
  'json custom-answer',
  'json prices',
  'json webhook-variant',
  'json webhook-test',
  'json webhook-answer',
  'json webhook-ping',
  'json evaluator:*',
  'mustache llm-prompt',
  'python bucket',
]);

describe.each(pages)('$name', ({ text, blocks }) => {
  test('has no block that nothing checks', () => {
    const kinds = blocks.map(({ language, tag }) => `${language} ${tag.replace(/:.*/, ':*')}`);
    expect(kinds.filter((kind) => !checked.has(kind))).toEqual([]);
    expect(text.match(/^```/gm) ?? []).toHaveLength(2 * blocks.length);
  });

  test('links to pages and headings that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    const broken = links.filter(([, path = '', anchor]) => {
      const target = pages.find(({ name }) => name === path)?.text ?? (path === '' ? text : null);
      if (target === null) return !existsSync(new URL(path, folder));
      return anchor !== undefined && !anchorsIn(target).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  test('names files and variables of the environment that there are', () => {
    const named = codeIn(text);
    const files = named.filter((code) => /^(src|schema|prisma|docs|test)\/|^\.oxlintrc/.test(code));
    expect(files.filter((file) => !existsSync(new URL(`../${file}`, folder)))).toEqual([]);
    const configuration = readFileSync(new URL('../src/config.ts', folder), 'utf8');
    const variables = named.filter((code) => /^(VARIORUM|DATABASE|REDIS|OPENAI|ANTHROPIC|GOOGLE)_[A-Z_]+$/.test(code));
    // The one kind of provider that looks like a variable.
    expect(variables.filter((name) => name !== 'OPENAI_COMPATIBLE' && !configuration.includes(`${name}:`))).toEqual([]);
  });
});

/** The anchors that GitHub gives to headings. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(blocksIn('graphql'))('an operation in $page is one of the schema: $text', ({ text }) => {
  expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
});

test('every operation that the deviations name is in the schema, with the arguments named', () => {
  const named = tableRows(section('deviations.md', 'Operations'), 'there').flatMap(([, here = '']) =>
    codeIn(here).filter((code) => /^[A-Za-z.]+(\(.*\))?$/.test(code) && code !== 'variantId'),
  );
  expect(named.length).toBeGreaterThan(14);
  expect(named.filter((operation) => !isInSchema(operation))).toEqual([]);
});

test('every subscription in the live page is in the schema, and no other is there', () => {
  const named = tableRows(section('live.md', 'Live'), 'subscription').flatMap(([cell = '']) => codeIn(cell));
  expect(named.filter((operation) => !isInSchema(operation))).toEqual([]);
  expect(named.map(nameOf).sort()).toEqual(Object.keys(schema.getSubscriptionType()?.getFields() ?? {}).sort());
});

function nameOf(operation: string): string {
  return operation.replace(/\(.*/, '');
}

function isInSchema(operation: string): boolean {
  const [field = '', owner] = nameOf(operation).split('.').reverse();
  const types = owner ? [schema.getType(owner)] : [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const found = types.flatMap((type) => (isObjectType(type) || isInterfaceType(type) ? (type.getFields()[field] ?? []) : []))[0];
  const given = /\((.*)\)/.exec(operation)?.[1]?.split(', ') ?? [];
  return found !== undefined && given.every((name) => found.args.some((argument) => argument.name === name.replace(/ =.*/, '')));
}

test('the connections that the architecture counts are those that a process opens', () => {
  const rows = tableRows(section('architecture.md', 'Connections'), 'to').map(([, most = '']) => most);
  const store = readFileSync(new URL('../src/jobs/queue-store.ts', folder), 'utf8');
  const [, queue, worker] = /laneConnections = \{ queue: (\d+), worker: (\d+) \}/.exec(store) ?? [];
  const { databaseConnections } = readConfig({});
  expect(rows[0]).toBe(`\`DATABASE_CONNECTIONS\`: ${databaseConnections}`);
  expect(rows[2]).toBe(
    `${Number(queue) + Number(worker) + 1} a lane: ${queue} for the queue, ${worker} for its worker, 1 that listens`,
  );
});
