import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  getNamedType,
  type GraphQLField,
  GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  print,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.js';

const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
const standard = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);

describe('the schema', () => {
  it('describes every type, field and argument', () => {
    const bare: string[] = [];
    const look = (name: string, described: { description?: string | null }) => {
      if (!described.description?.trim()) bare.push(name);
    };
    for (const type of types) {
      if (!standard.has(type.name)) look(type.name, type);
      if (isObjectType(type) || isInterfaceType(type)) {
        for (const field of Object.values(type.getFields())) {
          look(`${type.name}.${field.name}`, field);
          for (const arg of field.args) look(`${type.name}.${field.name}(${arg.name}:)`, arg);
        }
      }
      if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
      if (isEnumType(type) && type.name !== 'ErrorCode')
        for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    }
    expect(bare).toEqual([]);
  });

  it('gives a mutation’s result or a typed error, named after the mutation, and null when something unexpected happens', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect(field.type, field.name).not.toBeInstanceOf(GraphQLNonNull);
      const union = getNamedType(field.type);
      expect(union.name).toBe(`${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Result`);
      const members = isUnionType(union) ? union.getTypes() : [];
      const errors = members.filter((member) => member.getInterfaces().some(({ name }) => name === 'Error'));
      expect(
        errors.map(({ name }) => name),
        field.name,
      ).toEqual(expect.arrayContaining(['ValidationError', 'ForbiddenError']));
      expect(members.length - errors.length, field.name).toBe(1);
    }
  });

  it('lets every list that grows be paged from its start', () => {
    for (const type of types.filter((type) => type.name.endsWith('Connection'))) {
      const fields = types
        .flatMap((parent) => (isObjectType(parent) ? Object.values(parent.getFields()) : []))
        .filter((field) => getNamedType(field.type) === type);
      expect(fields.length, type.name).toBeGreaterThan(0);
      for (const field of fields)
        expect(argumentsOf(field), `${type.name} of ${field.name}`).toMatchObject({ first: 'Int', after: 'String' });
    }
  });
});

const contractFile = new URL('../../../shared/contract.graphql', import.meta.url);

describe.skipIf(!existsSync(contractFile))('the contract that scripts count on (skipped where its file is not at hand)', () => {
  /** Left to later issues. */
  const later = new Set([
    ...[
      'Experiment.stage',
      'Experiment.comparison',
      'Variant.parent',
      'Variant.override',
      'Variant.baseline',
      'Variant.baselineRun',
    ],
    ...[
      'Variant.passRate',
      'Variant.passRateVsBaseline',
      'Run.baseline',
      'Run.regression',
      'Query.resultDiff',
      'Mutation.markBaseline',
      'Mutation.clearBaseline',
    ],
  ]);
  const laterTypes = /^(Comparison|Regression|Override|ExperimentStage|BaselineSource|Subscription)/;
  const text = existsSync(contractFile) ? readFileSync(contractFile, 'utf8') : 'scalar JSON';

  it('has the types and fields of it that are there by now', () => {
    const missing: string[] = [];
    for (const type of parse(text).definitions) {
      if (!('name' in type) || !type.name || laterTypes.test(type.name.value)) continue;
      const own = schema.getType(type.name.value);
      if (type.kind === 'EnumTypeDefinition') {
        const values = isEnumType(own) ? own.getValues().map(({ name }) => name) : [];
        missing.push(
          ...(type.values ?? []).flatMap(({ name: { value } }) =>
            values.includes(value) || value === 'WEBHOOK' ? [] : [`${type.name.value}.${value}`],
          ),
        );
      }
      if (type.kind !== 'ObjectTypeDefinition' && type.kind !== 'InterfaceTypeDefinition') continue;
      const fields = isObjectType(own) || isInterfaceType(own) ? own.getFields() : {};
      for (const field of type.fields ?? []) {
        const name = `${type.name.value}.${field.name.value}`;
        if (later.has(name)) continue;
        const found = fields[field.name.value];
        const expected = print(field.type);
        // A wider whole number: sums of tokens overflow an Int.
        const present = found?.type.toString().replace('SafeInt', 'Int');
        if (!found || present !== expected) missing.push(`${name}: ${expected} is ${present}`);
        for (const arg of found ? (field.arguments ?? []) : []) {
          if (found && argumentsOf(found)[arg.name.value] !== print(arg.type)) missing.push(`${name}(${print(arg)})`);
        }
      }
    }
    expect(missing).toEqual([]);
  });
});

const operations = new URL('../../schema/operations/', import.meta.url);

describe('the operations', () => {
  const files = readdirSync(operations).filter((file) => file.endsWith('.graphql'));
  const all = parse(files.map((file) => readFileSync(new URL(file, operations), 'utf8')).join('\n'));

  it('fit the schema', () => {
    expect(validate(schema, all).map((error) => error.message)).toEqual([]);
  });

  it('cover every mutation', () => {
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    const written = all.definitions.flatMap((definition) =>
      definition.kind === 'OperationDefinition' && definition.operation === 'mutation'
        ? definition.selectionSet.selections.flatMap((selection) => (selection.kind === 'Field' ? [selection.name.value] : []))
        : [],
    );
    expect(mutations.filter((mutation) => !written.includes(mutation))).toEqual([]);
  });
});

function argumentsOf(field: GraphQLField<unknown, unknown>): { [name: string]: string } {
  return Object.fromEntries(field.args.map((arg) => [arg.name, arg.type.toString()]));
}
