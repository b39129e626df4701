import { isCurrencyMark } from './currencies.js';

export interface Amount {
  /** As written, with a sign that is attached to it: `$8.20`, but `8.20` of `RM 8.20`. */
  text: string;
  value: number;
  /** Two decimals or a currency beside it: not a quantity, a house number or a code. */
  isMoney: boolean;
  start: number;
  end: number;
}

const number = [
  String.raw`\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?`,
  String.raw`\d{1,3}(?:[,'’]\d{3})+(?:\.\d+)?`,
  String.raw`\d{1,3}(?:[. \u00a0\u202f'’]\d{3})+,\d{1,2}(?!\d)`,
  String.raw`\d{1,3}(?:[\u00a0\u202f]\d{3})+`,
  String.raw`\d{1,3}(?:\.\d{3}){2,}`,
  String.raw`\d+(?:[.,]\d+)?`,
].join('|');

// What is glued to the digits on either side tells a number from a date, a time, a share or a piece of a code.
const amountPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,:/\\@-])(-?)((?:\p{L}{1,3}\.?)?\p{Sc}|\p{L}{2,3}\.?)?(\s?)(-?)(${number})` +
    String.raw`(?![\d%:/]|[.,-]\d|\s?%)(\s?(?:\p{Sc}(?!-?\d)|\p{L}{2,3}(?!\p{L})))?`,
  'gu',
);

/** The numbers in a text, with the currency beside them. */
export function findAmounts(text: string): Amount[] {
  const found: Amount[] = [];
  for (const match of text.matchAll(amountPattern)) {
    const [whole, leadingMinus = '', before = '', gap = '', innerMinus = '', digits = '', after = ''] = match;
    const hasCents = /[.,]\d{2}$/.test(digits);
    const isMark = isCurrencyMark(before.replace(/\.$/, ''));
    // `SH01` is a code, not an amount in SH.
    if (before !== '' && gap === '' && !isMark) continue;
    if (/^\p{L}/u.test(after) && !hasCents && !isCurrencyMark(after)) continue;
    const size = parseNumber(digits);
    if (size > Number.MAX_SAFE_INTEGER) continue;

    const sign = isMark && gap === '' && /\p{Sc}/u.test(before) ? before : '';
    const minus = leadingMinus || innerMinus;
    found.push({
      text: `${minus}${sign}${digits}`,
      value: minus ? 0 - size : size,
      isMoney: hasCents || isMark || isCurrencyMark(after.trim()),
      start: match.index + (before !== '' && !isMark ? whole.indexOf(digits) : 0),
      end: match.index + whole.length - after.length,
    });
  }
  return found;
}

/**
 * The value of a number as written, thousands separators dropped. The last of two different separators is the decimal
 * one; a lone separator before exactly three digits is a thousands separator (`1.250` and `1,250` are both 1250), unless
 * the number starts with 0.
 */
export function parseNumber(digits: string): number {
  const compact = digits.replace(/[\s'’]/gu, '');
  const separators = compact.match(/[.,]/g) ?? [];
  const last = separators.at(-1);
  if (last === undefined) return Number(compact);

  const position = compact.lastIndexOf(last);
  const isAlone = separators.length === 1;
  const isThousands = isAlone ? compact.length - position === 4 && !compact.startsWith('0') : separators[0] === last;
  if (isThousands) return Number(compact.replace(/[.,]/g, ''));
  return Number(`${compact.slice(0, position).replace(/[.,]/g, '')}.${compact.slice(position + 1)}`);
}
