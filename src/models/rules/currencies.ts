/** How currencies are written, from the locale data of the runtime rather than a list of our own. */

const codePattern = /^[A-Z]{3}$/;
const signs = new Map<string, readonly string[]>();
let marks: ReadonlySet<string> | undefined;

/** The ways to write a currency besides its code, the usual one first: `€` for EUR, `CA$` and `$` for CAD. */
export function signsOf(code: string): readonly string[] {
  if (!codePattern.test(code)) return [];
  let known = signs.get(code);
  if (known === undefined) {
    const written = (['symbol', 'narrowSymbol'] as const).map((display) => signOf(code, display));
    known = [...new Set(written)].filter((sign) => sign !== code);
    signs.set(code, known);
  }
  return known;
}

function signOf(code: string, currencyDisplay: 'symbol' | 'narrowSymbol'): string {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? code;
}

/** Whether a word beside a number says that it is money: a code (`EUR`) or a sign (`€`, `RM`, `kr`). */
export function isCurrencyMark(text: string): boolean {
  marks ??= new Set(Intl.supportedValuesOf('currency').flatMap((code) => [code, ...signsOf(code)]));
  return marks.has(text) || /^\p{Sc}$/u.test(text);
}
