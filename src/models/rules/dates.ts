export interface FoundDate {
  /** As written. */
  text: string;
  /** `YYYY-MM-DD` */
  iso: string;
  start: number;
  end: number;
}

const numeric = /(?<![\d/.-])(\d{4}|\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})(?!\d|[-/]\d)/g;
const dayMonthName = new RegExp(
  String.raw`(?<![\d/.-])(\d{1,2})(?:st|nd|rd|th|\.)?[\s\-/]{0,2}(?:of |de )?` +
    String.raw`(\p{L}{3,10})\.?,?[\s\-/']{0,2}(?:de )?(\d{4}|\d{2})(?!\d)`,
  'giu',
);
const monthNameDay = /(?<!\p{L})(\p{L}{3,10})\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(\d{4})(?!\d)/giu;
const clock = /^[\sT,]{0,3}(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AP]M)?/i;

/** The dates in a text, from left to right. */
export function findDates(text: string): FoundDate[] {
  // Most lines have no date, and looking for two digits is cheap.
  if (!/\d\D{0,12}\d/.test(text)) return [];
  const found = [
    ...matches(text, numeric, ([, first = '', , second = '', third = '']) => numericDate(first, second, third)),
    ...matches(text, dayMonthName, ([, day, month = '', year]) => namedDate(year, month, day)),
    ...matches(text, monthNameDay, ([, month = '', day, year]) => namedDate(year, month, day)),
  ];
  return found.sort((a, b) => a.start - b.start);
}

/** The date with the time of day that follows it, in UTC; midnight where none does. */
export function withTime(date: FoundDate, text: string): string {
  const match = clock.exec(text.slice(date.end, date.end + 20));
  if (match === null) return `${date.iso}T00:00:00Z`;
  const [, hours, minutes = '00', seconds = '00', half] = match;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return `${date.iso}T00:00:00Z`;
  return `${date.iso}T${twoDigits(hour)}:${minutes}:${seconds}Z`;
}

function matches(text: string, pattern: RegExp, isoOf: (match: RegExpMatchArray) => string | null): FoundDate[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const iso = isoOf(match);
    return iso === null ? [] : [{ text: match[0], iso, start: match.index, end: match.index + match[0].length }];
  });
}

/** Year first where that has four digits; otherwise day first, and month first only where that alone is a date. */
function numericDate(first: string, second: string, third: string): string | null {
  if (first.length === 4) return isoDate(first, second, third);
  if (third.length === 1) return null;
  return isoDate(third, second, first) ?? isoDate(third, first, second);
}

function namedDate(year: string | undefined, name: string, day: string | undefined): string | null {
  const month = monthNames().get(name.toLowerCase());
  return month === undefined ? null : isoDate(year, month, day);
}

function isoDate(year: string | undefined, month: string | number, day: string | undefined): string | null {
  // Two digits as POSIX strptime reads them: 69 to 99 are of the last century.
  const fullYear = year?.length === 2 ? Number(year) + (Number(year) < 69 ? 2000 : 1900) : Number(year);
  const date = new Date(Date.UTC(fullYear, Number(month) - 1, Number(day)));
  const isReal = fullYear >= 1000 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? date.toISOString().slice(0, 10) : null;
}

const locales = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'ms'];
let months: ReadonlyMap<string, number> | undefined;

/** 1 to 12 by name, long and short, in the languages above. */
function monthNames(): ReadonlyMap<string, number> {
  months ??= new Map(
    locales.flatMap((locale) =>
      (['long', 'short'] as const).flatMap((style) => {
        const format = new Intl.DateTimeFormat(locale, { month: style, timeZone: 'UTC' });
        return Array.from({ length: 12 }, (_, index): [string, number] => {
          const name = format.format(new Date(Date.UTC(2000, index, 1)));
          return [name.toLowerCase().replace(/\.$/, ''), index + 1];
        });
      }),
    ),
  );
  return months;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
