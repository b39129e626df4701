const thousands = "[,'_\\u00a0\\u2009\\u202f]";
const wholeNumber = new RegExp(
  `^([+\\-\\u2212]?)(0|[1-9]\\d*|[1-9]\\d{0,2}(?:${thousands}\\d{3})+|(?=\\.\\d))(?:\\.(\\d*))?(?:[eE]([+-]?\\d{1,3}))?$`,
);
const numberInText = new RegExp(
  `(?<![\\w.,])(?:[1-9]\\d{0,2}(?:${thousands}\\d{3})+(?:\\.\\d+)?|(?:0|[1-9]\\d*)\\.\\d+)(?![\\w]|[.,]\\d)`,
  'g',
);

/**
 * The one spelling of a number: no thousands separators, no plus sign, no zeros at the end of the fraction, no exponent. So
 * `1,000`, `1000`, `1000.0` and `1e3` are all `1000`. Null for text that is not a number through and through, such as
 * `10 m`; also for digits that start with a zero, such as `0123`, which are names rather than amounts.
 */
export function canonicalNumber(text: string): string | null {
  const parts = wholeNumber.exec(text.trim());
  if (!parts) return null;
  const [, sign = '', spelledInteger = '', fraction = '', exponent = '0'] = parts;
  const integer = spelledInteger.replace(/\D/g, '');
  const digits = integer + fraction;
  const point = integer.length + Number(exponent);
  const before = digits.slice(0, Math.max(point, 0)).padEnd(point, '0').replace(/^0+/, '') || '0';
  const after = `${'0'.repeat(Math.max(-point, 0))}${digits.slice(Math.max(point, 0))}`.replace(/0+$/, '');
  const size = after ? `${before}.${after}` : before;
  return size !== '0' && sign !== '' && sign !== '+' ? `-${size}` : size;
}

/** The text with every number in it in its one spelling; the text itself may be the number. */
export function withCanonicalNumbers(text: string): string {
  return canonicalNumber(text) ?? text.replace(numberInText, (number) => canonicalNumber(number) ?? number);
}

/**
 * The number that a text is, with a currency or per cent sign around it passed over. Null where it is none, or too large for
 * a double.
 */
export function numberOf(text: string): number | null {
  const bare = bareSize(bareAmount(text));
  const number = Number(canonicalNumber(bare) ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}

/** What numbers a text that is one amount may mean, in their one spelling: `1.234,50` and `9,50` have a decimal comma. */
export function readingsOfAmount(text: string): string[] {
  const bare = bareAmount(text);
  const readings = [canonicalNumber(bare), canonicalNumber(decimalPoint(bare) ?? '')];
  return readings.filter((reading) => reading !== null);
}

/** Every number that is written somewhere in a text, in all of its readings. */
export function numbersIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, sign, digits] of text.matchAll(/([-\u2212]?)(\d+(?:[.,]\d+)*)/g)) {
    if (digits === undefined) continue;
    // What is no number as it stands, such as 55,57, may be a list of them.
    const sizes = canonicalNumber(bareSize(digits)) === null ? [digits, ...digits.split(/[.,]/)] : [digits];
    for (const reading of sizes.flatMap((size) => readingsOfAmount(bareSize(size)))) {
      found.add(reading);
      // A dash before a number may be a minus or part of the line.
      if (sign !== '') found.add(canonicalNumber(`-${reading}`) ?? reading);
    }
  }
  return found;
}

function bareAmount(text: string): string {
  return text
    .trim()
    .replace(/^([+\-\u2212]?)\s*\p{Sc}\s*/u, '$1')
    .replace(/^\p{Sc}\s*|\s*[\p{Sc}%]$/gu, '')
    .trim();
}

/** Without zeros at the front. */
function bareSize(amount: string): string {
  return amount.replace(/^([+\-\u2212]?)0+(?=\d)/, '$1');
}

function decimalPoint(text: string): string | null {
  if (!/^[+\-\u2212]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2})$/.test(text)) return null;
  return text.replaceAll('.', '').replace(',', '.');
}
