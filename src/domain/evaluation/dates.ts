const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const day = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const year = '(?<year>\\d{4}|\\d{2})';
const notations = [
  '(?<year>\\d{4})(?<between>[-/.])(?<month>\\d{1,2})\\k<between>(?<day>\\d{1,2})',
  `(?<first>\\d{1,2})(?<between>[-/])(?<second>\\d{1,2})\\k<between>${year}`,
  '(?<first>\\d{1,2})\\.(?<second>\\d{1,2})\\.(?<year>\\d{4})',
  `${day}(?: of )?[ .-]{0,2}${monthName}[ .,-]{0,2}${year}`,
  `${monthName}[ .]{0,2}${day},? (?<year>\\d{4})`,
].map((notation) => new RegExp(`(?<![\\w.])${notation}(?!\\d|[-/.]\\d)`, 'gi'));

/**
 * The text with every date in it as `YYYY-MM-DD`. Read are `2018-12-25`, `2018/12/25`, `25/12/2018`, `25-12-18`,
 * `25.12.2018`, `25 Dec 2018` and `December 25th, 2018`. Of two numbers the day comes first, unless only the other reading is a
 * date. Years of two digits are 1969 to 2068, as POSIX has it.
 */
export function withCanonicalDates(text: string): string {
  return notations.reduce(
    (result, notation) => result.replace(notation, (...match) => readingsOf(match.at(-1))[0] ?? match[0]),
    text,
  );
}

/** Every date that is written somewhere in a text, in all of its readings: `04/03/2018` is one in March and one in April. */
export function datesIn(text: string): Set<string> {
  return new Set(
    notations.flatMap((notation) => [...text.matchAll(notation)].flatMap((match) => readingsOf(match.groups ?? {}))),
  );
}

/** The readings of a text that is one date; none where it is something else. */
export function readingsOfDate(text: string): string[] {
  const trimmed = text.trim();
  return notations
    .flatMap((notation) => [...trimmed.matchAll(notation)])
    .filter((match) => match[0].length === trimmed.length)
    .flatMap((match) => readingsOf(match.groups ?? {}));
}

function readingsOf(groups: Record<string, string | undefined>): string[] {
  const fullYear = yearOf(groups.year ?? '');
  if (groups.first !== undefined && groups.second !== undefined) {
    const [first, second] = [Number(groups.first), Number(groups.second)];
    return [isoDate(fullYear, second, first), isoDate(fullYear, first, second)].filter((date) => date !== null);
  }
  const named = months.indexOf(groups.month?.slice(0, 3).toLowerCase() ?? '') + 1;
  const date = isoDate(fullYear, named || Number(groups.month), Number(groups.day));
  return date === null ? [] : [date];
}

function yearOf(digits: string): number {
  const number = Number(digits);
  if (digits.length === 4) return number;
  return number < 69 ? 2000 + number : 1900 + number;
}

function isoDate(fullYear: number, month: number, dayOfMonth: number): string | null {
  const date = new Date(Date.UTC(2000, month - 1, dayOfMonth));
  // setUTCFullYear, because Date.UTC takes years below 100 for the 1900s.
  date.setUTCFullYear(fullYear, month - 1, dayOfMonth);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== dayOfMonth) return null;
  return date.toISOString().slice(0, 10);
}
