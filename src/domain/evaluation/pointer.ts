import { isJsonObject, type Json } from '../../json.js';

/** What RFC 6901 takes for a pointer: nothing, or a slash before each part; `~` only as `~0` (tilde) or `~1` (slash). */
export const pointerSyntax = /^(?:\/(?:[^~/]|~[01])*)*$/;

/** The value that a JSON Pointer (RFC 6901) points at; undefined where there is none. The empty pointer means all of it. */
export function valueAt(document: Json, pointer: string): Json | undefined {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.reduce<Json | undefined>(childOf, document);
}

function childOf(parent: Json | undefined, part: string): Json | undefined {
  if (Array.isArray(parent)) return /^(?:0|[1-9]\d*)$/.test(part) ? parent[Number(part)] : undefined;
  return isJsonObject(parent) && Object.hasOwn(parent, part) ? parent[part] : undefined;
}
