import { findAmounts } from './amounts.js';
import { findDates } from './dates.js';
import type { Line } from './page.js';

/** In lines that are not blank: the issuer of a document stands above what it sells. */
const headLength = 10;
const longestAddress = 6;

/** One of these, not as a part of a longer word. */
const anyOf = (words: string): string => String.raw`(?<!\p{L})(?:${words})(?!\p{L})`;

const legalForms = [
  String.raw`sdn\.? ?bhd|s/b|bhd|ltd|limited|pty|pte|inc|llc|llp|plc|corp|co|company|enterprise|trading`,
  String.raw`gmbh|ag|kg|ohg|ug|s\.?a\.?r\.?l|s\.?a\.?s?|s\.?l|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|ab|aps|oy|lda`,
].join('|');
/** How companies end their names; what may stand behind is a registration number or a branch in parentheses. */
const legalForm = new RegExp(String.raw`(?:${anyOf(legalForms)}\W*)+(?:\([^()]*\)\W*)?$`, 'iu');

const titleAdjectives = 'tax|cash|sales|simplified|pro ?forma|official|original|order|delivery|customer|credit';
const titleNouns = [
  String.raw`invoice|receipt|bill|order|statement|confirmation|copy|note|cash\W*$|welcome`,
  'rechnung|quittung|facture|factura|fattura|factuur',
].join('|');
/** What kind of document it is, rather than whose. */
const title = new RegExp(String.raw`^\W*(?:(?:${titleAdjectives})\s+)*(?:${titleNouns})\b`, 'iu');

const contact = new RegExp(`${anyOf('tel|telephone|phone|fax|e-?mail|www|https?|hotline|mobile')}|@\\w`, 'iu');

const streetWords = [
  'street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|square|sq|way|court|ct|parkway|pkwy|highway|hwy',
  'suite|unit|floor|flr|level|lot|block|blk|po box',
  'jalan|jln|lorong|taman|rue|quai|place|via|piazza|corso|viale|calle|avenida|av|plaza|rua|praça',
  'weg|platz|allee|gasse|laan|gracht|plein',
].join('|');
const streetEndings = String.raw`\p{L}(?:straße|strasse|str\.|weg|platz|allee|gasse|straat|laan|gracht|gatan|vej)(?!\p{L})`;
const street = new RegExp(`${anyOf(streetWords)}|${streetEndings}`, 'iu');
const houseNumber =
  /^\W*(?:(?:no|nr|lot|unit|suite)\W{0,3})?[a-z]{0,2}-?\d{1,5}(?:[-/&., ]{1,3}\d{0,5}){0,4}[a-z]?(?:[\s,.]|$)/iu;

const postalCodes = [
  String.raw`(?<![\d-])\d{5}(?:-\d{4})?(?![\d-])`,
  String.raw`(?<!\p{L})[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\p{L})`,
  String.raw`(?<!\d)\d{4} ?[A-Z]{2}(?!\p{L})`,
];
/** Of Germany, France, Malaysia or the United States; of the United Kingdom; of the Netherlands. */
const postalCode = new RegExp(postalCodes.join('|'), 'u');

/** The name of who issued a document: above the address a line with a legal form, otherwise the first that looks like a name. */
export function issuerIn(lines: readonly Line[]): string | undefined {
  const head = lines
    .slice(0, 3 * headLength)
    .filter((line) => !line.isBlank)
    .slice(0, headLength);
  const address = head.findIndex((line) => opensAddress(line.text));
  const above = address > 0 ? head.slice(0, address) : head;

  const formed = above.findIndex((line) => looksLikeName(line) && legalForm.test(nameOf(line)));
  if (formed === -1) {
    const name = above.find((line) => looksLikeName(line) && !houseNumber.test(line.text));
    return name && nameOf(name);
  }
  const line = above[formed];
  const before = above[formed - 1];
  if (line === undefined) return undefined;
  const isFormAlone = !/\p{L}{3}/u.test(
    nameOf(line)
      .replace(/\([^()]*\)/gu, '')
      .replace(legalForm, ''),
  );
  return isFormAlone && before !== undefined ? `${nameOf(before)} ${nameOf(line)}` : nameOf(line);
}

/** The left column, without a registration number behind the name. */
function nameOf({ cells, text }: Line): string {
  return (cells[0]?.text ?? text).replace(/\s*\([^()]*\d[^()]*\)\W*$/u, '').trim();
}

function looksLikeName(line: Line): boolean {
  const name = nameOf(line);
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 3 || letters < name.replace(/[\s\d]/gu, '').length / 2) return false;
  return !/:\s|:$/.test(name) && !title.test(name) && !contact.test(name) && findDates(name).length === 0;
}

/** The first run of lines that looks like an address, in one line; from a given line on if there is one. */
export function addressIn(lines: readonly Line[], from = 0): string | undefined {
  const candidates = lines.slice(from, from + 2 * headLength);
  const start = candidates.findIndex((line) => opensAddress(line.text));
  if (start === -1) return undefined;

  const run: string[] = [];
  for (const { text } of candidates.slice(start, start + longestAddress)) {
    if (run.length > 0 && !continuesAddress(text, run)) break;
    run.push(text.trim());
  }
  return run.join(' ').replace(/\s+/gu, ' ').replace(/[,;]$/u, '');
}

function opensAddress(text: string): boolean {
  if (!isPlain(text) || legalForm.test(text)) return false;
  return (houseNumber.test(text) && /\p{L}{3}/u.test(text)) || (street.test(text) && /\d|,\s*$/u.test(text));
}

function continuesAddress(text: string, run: readonly string[]): boolean {
  if (!isPlain(text) || title.test(text) || !/\p{L}{2}/u.test(text)) return false;
  const isOpen = /[,&-]\s*$/u.test(run.at(-1) ?? '');
  const hasCode = run.some((line) => postalCode.test(line));
  if (isOpen || postalCode.test(text)) return true;
  if (!hasCode) return street.test(text) || text.length < 40;
  // Below the postal code: the state or the country.
  return /^[\p{L}\s.,]{3,30}$/u.test(text) && !/:/.test(text);
}

/** Not a line that says something else. */
function isPlain(text: string): boolean {
  if (text.trim() === '' || contact.test(text) || /\p{L}\s*:(?!\s*\d{1,4}\b)|#/u.test(text)) return false;
  return findDates(text).length === 0 && !findAmounts(text).some((amount) => amount.isMoney);
}
