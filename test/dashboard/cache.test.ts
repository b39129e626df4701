import { readFileSync } from 'node:fs';
import { buildSchema, isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { embeddedTypes, possibleTypes } from '../../src/dashboard/graph/cache.js';

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
const types = Object.values(schema.getTypeMap());

test('the dashboard’s cache knows every type that has no id of its own', () => {
  const roots = ['Query', 'Mutation', 'Subscription'];
  const withoutId = types
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__') && !/(Connection|Edge|Success|PageInfo)$/.test(name) && !roots.includes(name))
    .filter((type) => !type.getInterfaces().some(({ name }) => name === 'Error'))
    .filter((type) => type.getFields().id === undefined)
    .map(({ name }) => name);
  expect(embeddedTypes.filter((name) => !name.endsWith('Success'))).toEqual(withoutId.sort());
});

test('the dashboard’s cache knows what each interface stands for', () => {
  const known = types
    .filter(isInterfaceType)
    .filter(({ name }) => name !== 'Node')
    .map((type) => [
      type.name,
      schema
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .sort(),
    ]);
  expect(possibleTypes).toEqual(Object.fromEntries(known));
});
