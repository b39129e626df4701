import type { Json, JsonObject } from '../../json.js';
import { wordsOf } from './page.js';

/** What the values of a field look like. `issuer` is the name of who wrote the document, `code` a number that names a thing. */
export type Kind = 'date' | 'amount' | 'boolean' | 'choice' | 'pattern' | 'code' | 'issuer' | 'address' | 'text';

/** One scalar that a schema asks for. */
export interface Field {
  kind: Kind;
  /** What the schema calls it, without spaces and punctuation, as in `invoicenumber`. */
  labels: readonly string[];
  type: string;
  format: string | null;
  choices: readonly Json[];
  pattern: RegExp | null;
}

/** Words of a field's name that say what its values look like, in order of precedence. */
const kindWords: readonly [Kind, RegExp][] = [
  ['date', /^(date|dated|day)$/],
  ['address', /^(address|addr)$/],
  ['amount', /^(total|subtotal|amount|price|sum|tax|vat|gst|balance|due|cost|fee|net|gross|discount)$/],
  ['code', /^(number|num|no|nr|id|code|reference|ref)$/],
  ['issuer', /^(company|vendor|supplier|seller|merchant|shop|store|issuer|biller)$/],
];

/**
 * The field at a path of property names. Its labels are its name, its title, its `x-labels`, and what its description
 * puts in quotes; its kind comes from the type, then from its name and title, then from its description.
 */
export function fieldOf(schema: JsonObject, type: string, path: readonly string[]): Field {
  const name = path.at(-1) ?? '';
  const title = textOf(schema.title);
  const description = textOf(schema.description);
  const format = textOf(schema.format) || null;
  const choices = choicesOf(schema);
  const pattern = patternOf(schema);

  const kindOf = (): Kind => {
    if (choices.length > 0) return 'choice';
    if (type === 'boolean') return 'boolean';
    if (type === 'number' || type === 'integer') return 'amount';
    if (format === 'date' || format === 'date-time') return 'date';
    if (pattern !== null) return 'pattern';
    return kindNamedBy([...path, title].join(' ')) ?? kindNamedBy(description) ?? 'text';
  };
  const kind = kindOf();
  const further = Array.isArray(schema['x-labels']) ? schema['x-labels'].map(textOf) : [];
  const quoted = [...description.matchAll(/["'“‘`]([^"'“”‘’`]{2,40})["'”’`]/gu)].map((match) => match[1] ?? '');
  const said = [path.slice(-2).join(' '), name, title, ...further, ...quoted];
  return { kind, labels: [...new Set(said.map(compact))].filter((label) => label !== ''), type, format, choices, pattern };
}

/** Whether any text could be a value, so that only its place can tell. */
export function isProse(field: Field): boolean {
  return field.kind === 'text' || field.kind === 'issuer' || field.kind === 'address';
}

/** The words of a text in one piece: how labels are compared, so that case, spacing and punctuation do not count. */
function compact(text: string): string {
  return namedWords(text).join('');
}

function kindNamedBy(text: string): Kind | null {
  const words = namedWords(text);
  return kindWords.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0] ?? null;
}

/** `invoiceNumber` and `invoice_number` are two words. */
function namedWords(text: string): string[] {
  return wordsOf(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).map((word) => word.text);
}

function choicesOf(schema: JsonObject): Json[] {
  const given = Array.isArray(schema.enum) ? schema.enum : schema.const === undefined ? [] : [schema.const];
  return given.filter((choice) => choice !== null && typeof choice !== 'object');
}

function patternOf(schema: JsonObject): RegExp | null {
  if (typeof schema.pattern !== 'string') return null;
  try {
    return new RegExp(schema.pattern, 'u');
  } catch {
    return null;
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
