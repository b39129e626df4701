import type { GraphQLParams } from 'graphql-yoga';
import { z } from 'zod';
import type { Upload } from '../graphql/scalars.js';

/** A multipart request that is not one of the specification's, or that may not be one. */
export class BadUpload extends Error {
  constructor(
    message: string,
    readonly status = 400,
    readonly code = 'BAD_REQUEST',
  ) {
    super(message);
  }
}

const Operation = z.looseObject({ query: z.string().optional(), variables: z.record(z.string(), z.unknown()) });
const FileMap = z.record(z.string(), z.tuple([z.templateLiteral(['variables.', z.string().min(1)])]));

/**
 * The operation of a multipart request and the path of the variable that its file is for.
 *
 * @throws BadUpload when the fields before the file are not there or do not say that.
 */
export function readParams(fields: ReadonlyMap<string, string>, fileName: string): { params: GraphQLParams; path: string[] } {
  const operation = Operation.safeParse(parse(fields, 'operations'));
  if (!operation.success) {
    throw new BadUpload(
      'The field "operations" must be one operation, {"query": …, "variables": {…}}. Send one file with one operation.',
    );
  }
  const map = FileMap.safeParse(parse(fields, 'map'));
  const [entry, ...others] = Object.entries(map.success ? map.data : {});
  if (!entry || others.length > 0 || entry[0] !== fileName) {
    throw new BadUpload(
      `The field "map" must name one variable for the file, such as {"${fileName}": ["variables.input.file"]}.`,
    );
  }
  const path = entry[1][0].split('.').slice(1);
  // Fails now rather than when the operation has begun.
  place(operation.data.variables, path, null);
  return { params: operation.data, path };
}

/** The parameters with the file in its place among the variables. */
export function placeUpload(params: GraphQLParams, path: string[], upload: Upload): GraphQLParams {
  const variables = structuredClone(params.variables ?? {});
  place(variables, path, upload);
  return { ...params, variables };
}

function parse(fields: ReadonlyMap<string, string>, name: string): unknown {
  const text = fields.get(name);
  if (text === undefined)
    throw new BadUpload(`The field "${name}" is missing, or comes after the file. Send operations, map and file in this order.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new BadUpload(`The field "${name}" is not JSON.`);
  }
}

/** Puts the file where the variables have null for it, as the specification asks. */
function place(variables: object, path: string[], file: Upload | null): void {
  const containers = path.slice(0, -1);
  const last = path.at(-1) ?? '';
  let target: unknown = variables;
  for (const key of containers) target = own(target, key);
  if (typeof target !== 'object' || target === null || own(target, last) !== null) {
    throw new BadUpload(`The variables have no null at "${path.join('.')}", where the map puts the file.`);
  }
  Object.defineProperty(target, last, { value: file, enumerable: true, configurable: true, writable: true });
}

function own(target: unknown, key: string): unknown {
  if (typeof target !== 'object' || target === null) return undefined;
  return Object.getOwnPropertyDescriptor(target, key)?.value;
}
