import { Readable } from 'node:stream';
import { type GraphQLArgument, type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';

const samples: { [type: string]: unknown } = {
  String: 'a text',
  Int: 1,
  Float: 0.5,
  Boolean: true,
  JSON: {},
  DateTime: '2030-01-01T00:00:00Z',
  SafeInt: 1,
  Decimal: '1',
};

/** Variables that fit a field's arguments: those that it requires, and ids wherever they can be given. */
export function sampleArguments(args: readonly GraphQLArgument[], id: string): { [name: string]: unknown } {
  return Object.fromEntries(
    args.flatMap(({ name, type }) => (isNonNullType(type) || takesId(type) ? [[name, sampleOf(type, id)]] : [])),
  );
}

/** Whether an id can be given for a type, as itself, in a list or in an input. */
export function takesId(type: GraphQLInputType): boolean {
  if (isNonNullType(type) || isListType(type)) return takesId(type.ofType);
  if (isInputObjectType(type)) return Object.values(type.getFields()).some((field) => takesId(field.type));
  return type.name === 'ID';
}

function sampleOf(type: GraphQLInputType, id: string): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType, id);
  if (isListType(type)) return [sampleOf(type.ofType, id)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const given = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || takesId(field.type));
    return Object.fromEntries(given.map((field) => [field.name, sampleOf(field.type, id)]));
  }
  if (type.name === 'ID') return id;
  if (type.name === 'Upload') return { filename: 'a.jsonl', mimeType: 'text/plain', stream: Readable.from([]) };
  if (!(type.name in samples)) throw new Error(`There is no sample of ${type.name}: add one.`);
  return samples[type.name];
}
