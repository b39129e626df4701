import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { type Field, fieldOf } from './field.js';

/** What a schema asks for, as a tree. */
export type Form =
  | { shape: 'field'; field: Field; nullable: boolean }
  | { shape: 'list'; field: Field; nullable: boolean }
  | { shape: 'object'; properties: readonly [string, Form][]; nullable: boolean };

/** A schema may refer to itself, and what it asks for has no end then. */
const deepest = 8;
const mostNodes = 500;

/**
 * Reads a JSON Schema. What no rule could fill is left out: lists of objects or lists, objects without named properties,
 * references to other documents. Null where nothing is left.
 */
export function readForm(schema: JsonObject): Form | null {
  let nodes = 0;

  function read(given: Json | undefined, path: readonly string[]): Form | null {
    const { node, nullable } = resolve(given, schema);
    if (node === null || path.length > deepest || nodes >= mostNodes) return null;
    nodes += 1;
    if (isJsonObject(node.properties)) {
      const properties = Object.entries(node.properties).flatMap(([name, property]): [string, Form][] => {
        const form = read(property, [...path, name]);
        return form === null ? [] : [[name, form]];
      });
      return { shape: 'object', properties, nullable };
    }

    const type = typeOf(node);
    if (isScalar(type)) return { shape: 'field', field: fieldOf(node, type, path), nullable };
    const item = type === 'array' ? resolve(node.items, schema).node : null;
    if (item === null || item.properties !== undefined || !isScalar(typeOf(item))) return null;
    // What describes the list stands beside its values; what describes one value does not.
    const { title = '', description = '', 'x-labels': labels = [] } = node;
    return { shape: 'list', field: fieldOf({ ...item, title, description, 'x-labels': labels }, typeOf(item), path), nullable };
  }

  return read(schema, []);
}

/** Every label in a form. */
export function labelsOf(form: Form): string[] {
  return form.shape === 'object' ? form.properties.flatMap(([, property]) => labelsOf(property)) : [...form.field.labels];
}

/** Follows references within the schema, and the one way out of `anyOf` or `allOf` that is not null. */
function resolve(given: Json | undefined, root: JsonObject): { node: JsonObject | null; nullable: boolean } {
  let node = given;
  let nullable = false;
  for (let hop = 0; hop < deepest && isJsonObject(node); hop += 1) {
    nullable ||= allowsNull(node);
    const { $ref: reference, anyOf, oneOf, allOf, ...rest } = node;
    const branches = anyOf ?? oneOf ?? allOf;
    if (typeof reference === 'string') {
      node = withOwnWords(target(reference, root), rest);
    } else if (Array.isArray(branches) && node.properties === undefined && node.type === undefined) {
      nullable ||= branches.some((branch) => isJsonObject(branch) && branch.type === 'null');
      node = withOwnWords(
        branches.find((branch) => isJsonObject(branch) && branch.type !== 'null'),
        rest,
      );
    } else {
      return { node, nullable };
    }
  }
  return { node: null, nullable };
}

function withOwnWords(node: Json | undefined, own: JsonObject): JsonObject | undefined {
  return isJsonObject(node) ? { ...node, ...own } : undefined;
}

function target(reference: string, root: JsonObject): Json | undefined {
  if (!reference.startsWith('#')) return undefined;
  const steps = reference.slice(1).split('/').slice(1);
  return steps.reduce<Json | undefined>((node, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return isJsonObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  }, root);
}

function allowsNull(node: JsonObject): boolean {
  const isListed = Array.isArray(node.enum) && node.enum.includes(null);
  return node.type === 'null' || (Array.isArray(node.type) && node.type.includes('null')) || isListed;
}

function typeOf(node: JsonObject): string {
  const types = (Array.isArray(node.type) ? node.type : [node.type]).filter((type) => type !== 'null');
  const [type = 'string'] = types;
  return typeof type === 'string' ? type : 'string';
}

function isScalar(type: string): boolean {
  return ['string', 'number', 'integer', 'boolean'].includes(type);
}
