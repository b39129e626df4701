import type { Json } from '../../json.js';
import { type Amount, findAmounts } from './amounts.js';
import { signsOf } from './currencies.js';
import { findDates, withTime } from './dates.js';
import type { Field } from './field.js';
import { piecesOf } from './page.js';

/** Something in a text that a field could hold, in the type that the schema asks for. Offsets are into the text. */
export interface Value {
  json: Json;
  start: number;
  end: number;
}

/** In characters: a schema's own pattern is tried on pieces no longer than this. */
const longestPatterned = 64;

/** Everything in a text that has the shape of the field, from left to right; for a field of plain text, the text. */
export function valuesIn(text: string, field: Field): Value[] {
  switch (field.kind) {
    case 'date':
      return findDates(text).map((date) => ({ ...date, json: dateFor(field, date, text) }));
    case 'amount':
      return findAmounts(text).flatMap((amount) => {
        const json = amountFor(field, amount);
        return json === null ? [] : [{ ...amount, json }];
      });
    case 'choice':
      return choicesIn(text, field);
    case 'boolean':
      return tokensOf(text).flatMap(({ text: token, ...place }): Value[] => {
        if (/^(yes|true|x|✓|☑)$/i.test(token)) return [{ ...place, json: true }];
        return /^(no|false|☐)$/i.test(token) ? [{ ...place, json: false }] : [];
      });
    case 'pattern':
      return patternedIn(text, field);
    case 'code':
      return tokensOf(text).flatMap(({ text: token, ...place }) => (/\d/.test(token) ? [{ ...place, json: token }] : []));
    case 'issuer':
    case 'address':
    case 'text':
      return piecesOf(text, /.+/gsu).map(({ text: json, ...place }) => ({ ...place, json }));
  }
}

function dateFor(field: Field, date: ReturnType<typeof findDates>[number], text: string): string {
  if (field.format === 'date') return date.iso;
  return field.format === 'date-time' ? withTime(date, text) : date.text;
}

/** Null where the amount does not fit the type. */
export function amountFor(field: Field, amount: Amount): Json | null {
  if (field.type === 'string') return amount.text;
  return field.type === 'integer' && !Number.isInteger(amount.value) ? null : amount.value;
}

function choicesIn(text: string, field: Field): Value[] {
  const lower = text.toLowerCase();
  const found: Value[] = [];
  for (const choice of field.choices) {
    for (const spelling of [String(choice), ...signsOf(String(choice))]) {
      const start = positionOf(spelling.toLowerCase(), lower);
      if (start === -1) continue;
      found.push({ json: choice, start, end: start + spelling.length });
      break;
    }
  }
  // Of two that start together the longer was meant: `paid in part`, not `paid`.
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Where a spelling first stands as a word of its own; -1 where it does not. */
function positionOf(spelling: string, text: string): number {
  const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}]/u.test(character);
  for (let at = text.indexOf(spelling); at !== -1 && spelling !== ''; at = text.indexOf(spelling, at + 1)) {
    const startsInside = isWord(spelling[0]) && isWord(text[at - 1]);
    const endsInside = isWord(spelling.at(-1)) && isWord(text[at + spelling.length]);
    if (!startsInside && !endsInside) return at;
  }
  return -1;
}

function patternedIn(text: string, field: Field): Value[] {
  const pieces = [...piecesOf(text, /.+/gsu), ...tokensOf(text)];
  return pieces.flatMap(({ text: json, ...place }) =>
    json.length <= longestPatterned && field.pattern?.test(json) ? [{ ...place, json }] : [],
  );
}

/** What white space separates, without the punctuation around it. */
function tokensOf(text: string) {
  return piecesOf(text, /[^\s([{"'.,;:#*)\]}][^\s]*/gu).map((token) => {
    const bare = token.text.replace(/[)\]}"'.,;:*]+$/u, '');
    return { ...token, text: bare, end: token.start + bare.length };
  });
}
